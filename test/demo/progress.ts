/** A bar on standard error that redraws itself on a terminal, and says every tenth elsewhere. */
export function makeProgress(total: number, stream: NodeJS.WriteStream): (done: number) => void {
  const width = 40;
  let told = 0;
  return (done) => {
    const share = done / total;
    if (stream.isTTY) {
      const filled = Math.round(share * width);
      stream.write(
        `\r  ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(done)}/${String(total)} arrived${done === total ? '\n' : ''}`,
      );
      return;
    }
    if (Math.floor(share * 10) > told || done === total) {
      told = Math.floor(share * 10);
      stream.write(`  ${String(done)}/${String(total)} arrived\n`);
    }
  };
}
