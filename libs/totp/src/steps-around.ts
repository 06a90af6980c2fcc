/** Steps from the nearest to the furthest, `reach` each side of `centre`; the earlier of two equally near ones first. */
export function stepsAround(centre: number, reach: number): number[] {
  const steps = [centre];
  for (let distance = 1; distance <= reach; distance += 1) steps.push(centre - distance, centre + distance);
  return steps.filter((step) => step >= 0);
}
