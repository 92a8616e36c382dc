/** The theme wraps each copy button in a landmark of the same name; many alike only mislead who listens. */

const quiet = () => {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "none");
};

quiet();
new MutationObserver(quiet).observe(document.body, { childList: true, subtree: true });
