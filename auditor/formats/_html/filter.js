// Filters for the findings. Without this script every finding is shown; with it nothing is fetched or stored.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  if (!form || !shown) return;
  const cards = Array.from(document.querySelectorAll(".finding"));
  const groups = Array.from(document.querySelectorAll(".group"), (group) => [
    group,
    Array.from(group.querySelectorAll(".finding")),
    group.querySelector(".count"),
  ]);
  const selects = Array.from(form.querySelectorAll("select"));
  const search = form.elements.namedItem("text");
  // Full and half width, upper and lower case, blanks and the brackets of a 文号 make no difference.
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s〔〕[\]【】()]/g, "");
  const texts = new Map();
  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, fold(card.textContent));
    return texts.get(card);
  };

  const apply = () => {
    const chosen = selects.filter((one) => one.value !== "*");
    const words = search.value.split(/\s+/).map(fold).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      const fits =
        chosen.every((one) => card.getAttribute(`data-${one.name}`) === one.value.slice(1)) &&
        words.every((word) => textOf(card).includes(word));
      card.hidden = !fits;
      if (fits) count += 1;
    }
    for (const [group, members, label] of groups) {
      const left = members.filter((card) => !card.hidden).length;
      group.hidden = left === 0;
      label.textContent = left < members.length ? `${left} / ${members.length} 条` : `${left} 条`;
    }
    const filtered = chosen.length > 0 || words.length > 0;
    const by = chosen.map((one) => one.selectedOptions[0].text).concat(words.length ? [`“${search.value.trim()}”`] : []);
    shown.textContent = filtered
      ? `筛选后显示 ${count} 条，共 ${cards.length} 条（${by.join("，")}）`
      : `显示全部 ${cards.length} 条`;
    document.documentElement.classList.toggle("filtered", filtered);
  };

  // A link to a finding wins over a filter that hides it.
  const arrive = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (!card || !card.closest("[hidden]")) return;
    form.reset();
    apply();
    card.scrollIntoView();
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  form.addEventListener("reset", () => setTimeout(apply, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", arrive);
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    search.focus();
  });
  form.hidden = false;
  shown.hidden = false;
  apply();
  arrive();
})();
