// Keys, palette, toasts, copy. Every page works without it.
const root = document.documentElement, body = document.body;
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const palette = one("#palette"), keys = one("#keys"), hits = one("#hits");
root.classList.add("js");

// Palette: the search page's answers in a dialog. Focus stays in the box; arrows choose, Enter opens.
const box = palette && one("input", palette);
let asked = 0, chosen = -1;
const options = () => all("li", hits);
const choose = index => {
  const list = options();
  chosen = list.length ? (index + list.length) % list.length : -1;
  list.forEach((option, i) => option.setAttribute("aria-selected", i === chosen));
  if (chosen < 0) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", list[chosen].id);
  list[chosen].scrollIntoView({ block: "nearest" });
};
const ask = async () => {
  const turn = ++asked;
  const address = "/search?part=hits&from=" + encodeURIComponent(location.pathname) + "&q=" + encodeURIComponent(box.value);
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  if (turn !== asked || !answer?.ok || answer.redirected) return;
  hits.innerHTML = await answer.text();
  options().forEach((option, i) => {
    option.role = "option";
    option.id = "hit-" + i;
    one("a", option).tabIndex = -1;
  });
  choose(0);
};
const openPalette = () => {
  if (!palette.open) palette.showModal();
  box.select();
  ask();
};
if (palette) {
  let pause;
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 120); });
  palette.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      const link = one("a", options()[chosen]);
      palette.close();
      link.click();
    }
  });
}

// A click on the ground beside a dialog or a menu closes it.
document.addEventListener("click", event => {
  const target = event.target;
  if (target === palette || target === keys) return target.close();
  if (target.closest("[data-open=palette]")) { event.preventDefault(); openPalette(); }
  if (target.closest("[data-dismiss]")) target.closest("[data-toast]").remove();
  const copy = target.closest("[data-copy]");
  if (copy) navigator.clipboard?.writeText(one("#" + copy.dataset.copy).textContent).then(() => { copy.textContent = copy.dataset.done; });
  all("details.menu[open]").forEach(menu => { if (!menu.contains(target)) menu.open = false; });
});

// What is marked with data-key acts on that key: a menu opens, a field is focused, a link is followed.
const act = element => {
  if (!element) return false;
  if (element.matches("summary")) {
    element.parentElement.open = true;
    one("input:not([type=hidden]), select, textarea, button", element.parentElement)?.focus();
  } else if (element.matches("input, textarea, select")) {
    element.focus();
  } else {
    element.click();
    if (element.hash) one(element.hash)?.focus();
  }
  return true;
};
const rows = () => all(".list td.grow > a");
const step = by => {
  const links = rows(), at = links.indexOf(document.activeElement);
  const next = links[Math.max(0, Math.min(links.length - 1, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
const neighbour = name => { const to = one(".shell")?.dataset[name]; if (to) location.assign(to); };
let first = "", forget;
document.addEventListener("keydown", event => {
  const key = event.key, field = event.target.closest?.("input:not([type=radio]), textarea, select");
  if (key === "k" && (event.ctrlKey || event.metaKey) && palette) { event.preventDefault(); return openPalette(); }
  if (key === "Enter" && (event.ctrlKey || event.metaKey) && field?.form) { event.preventDefault(); return field.form.requestSubmit(); }
  if (key === "Escape" && !palette?.open && !keys?.open) {
    const menu = one("details.menu[open]");
    if (menu) { menu.open = false; return one("summary", menu).focus(); }
    if (field) return field.blur();
    return one("[data-back]")?.click();
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || !palette || palette.open || keys.open) return;
  if (root.dataset.keys === "off") return;
  const pair = first ? first + " " + key : key;
  first = "";
  clearTimeout(forget);
  const marked = all("[data-key]").find(element => element.dataset.key === pair);
  let done = true;
  if (marked) done = act(marked);
  else if (key === "/") openPalette();
  else if (key === "?") keys.showModal();
  else if (key === "g") { first = "g"; forget = setTimeout(() => { first = ""; }, 1500); }
  else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "[") neighbour("before");
  else if (key === "]") neighbour("after");
  else done = false;
  if (done) event.preventDefault();
});

// The one place in a page that is read now is marked in its tabs.
const parts = all(".tabs a[href^='#']");
if (parts.length) {
  const watch = new IntersectionObserver(seen => seen.filter(part => part.isIntersecting).forEach(part =>
    parts.forEach(link => link.hash === "#" + part.target.id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"))),
  { rootMargin: "-60px 0px -70% 0px" });
  parts.forEach(link => { const part = one(link.hash); if (part) watch.observe(part); });
}

// An address may name a menu or a field of its page.
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches?.("details.menu")) act(one("summary", target));
  else if (target?.matches?.("textarea, input")) target.focus();
};
addEventListener("hashchange", unfold);
unfold();

all("[data-copy]").forEach(button => { button.hidden = !navigator.clipboard; });
all("[data-dismiss]").forEach(button => { button.hidden = false; });
setTimeout(() => one("[data-toast]")?.remove(), 10000);
