import type { Route, WithdrawalGoal, Wording } from '@depot/contracts';

/** What somebody does in Entra's portal to take a token from its user, or out of it. */
export function portalSteps(of: { route: Route; goal: WithdrawalGoal; name: string; upn: string }): Wording {
  const { route, goal, name, upn } = of;
  if (route === 'qr') {
    return {
      en: `In Entra: Users → ${upn} → Authentication methods → delete the software OATH token that token ${name} was enrolled as. Then confirm.`,
      fr: `Dans Entra : Utilisateurs → ${upn} → Méthodes d’authentification → supprimez le jeton OATH logiciel sous lequel le jeton ${name} est inscrit. Puis confirmez.`,
    };
  }
  const unassign = {
    en: `In Entra: Users → ${upn} → Authentication methods → delete the hardware OATH token ${name}.`,
    fr: `Dans Entra : Utilisateurs → ${upn} → Méthodes d’authentification → supprimez le jeton OATH matériel ${name}.`,
  };
  if (goal === 'unassigned') {
    return { en: `${unassign.en} Then confirm.`, fr: `${unassign.fr} Puis confirmez.` };
  }
  return {
    en: `${unassign.en} Then Protection → Multifactor authentication → OATH tokens: delete serial ${name} there as well. Then confirm.`,
    fr: `${unassign.fr} Puis Protection → Authentification multifacteur → Jetons OATH : supprimez-y aussi le numéro ${name}. Puis confirmez.`,
  };
}
