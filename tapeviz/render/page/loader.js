// Unpacks what makes pictures live, and starts it; where that cannot be, the static pictures stay.
// Front ends differ in where and when a script runs: it looks for its outputs by id, and waits for them a while.
(async ids => {
  let shared;
  for (const id of ids) {
    let roots, tries = 50;
    while (!(roots = document.querySelectorAll('#' + id)).length && tries--) await new Promise(done => setTimeout(done, 80));
    for (const root of roots) try {
      const [program, ...data] = await new Response(new Blob([Uint8Array.from(atob(root.dataset.tv), c => c.charCodeAt(0))])
        .stream().pipeThrough(new DecompressionStream('deflate'))).json();
      if (root.tapeviz) continue;
      root.tapeviz = data;
      const script = document.createElement('script');
      script.textContent = shared = program || shared;
      root.append(script);
      script.remove();
    } catch (error) { console.warn('tapeviz:', error); }
  }
})(IDS)
