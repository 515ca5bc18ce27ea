// The table of statements: filters, pages, and a statement's article when it is opened.
// Text from articles reaches the page through textContent alone.
"use strict";
(() => {
  const block = document.getElementById("data");
  if (!block) return;
  const data = JSON.parse(block.textContent);
  const body = document.querySelector("#rows tbody");
  const form = document.getElementById("filters");
  const status = document.getElementById("status");
  const pager = document.getElementById("pager");
  const field = (id) => document.getElementById("f-" + id);
  const SIGNS = { favor: "▲", against: "▼", neutral: "●", unrelated: "–" };
  const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const number = (n) => n.toLocaleString("en");
  const percent = (p) => Math.round(100 * p) + " %";
  let found = [];
  let rows = 0;
  let page = 0;

  const make = (tag, name, text, auto) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined && text !== null) node.textContent = text;
    if (auto) node.dir = "auto";
    return node;
  };
  const add = (parent, ...children) => {
    for (const child of children) if (child !== null) parent.append(child);
    return parent;
  };
  const link = (href, text) => {
    const a = make("a", "", text, true);
    a.href = href;
    a.rel = "noreferrer noopener nofollow";
    a.target = "_blank";
    return a;
  };
  const cell = (name, ...children) => {
    const td = make("td", name);
    td.setAttribute("role", "cell");
    return add(td, ...children);
  };
  const head = (scope, text) => {
    const th = make("th", "", text);
    th.scope = scope;
    return th;
  };

  const chip = (stance) => {
    const [label, unsure] = stance;
    const node = make("span", "chip " + label + (unsure ? " unsure" : ""));
    const sign = make("span", "sign", SIGNS[label]);
    sign.setAttribute("aria-hidden", "true");
    const p = stance[2 + data.labels.indexOf(label)];
    return add(node, sign, label + (unsure ? ", unsure" : "") + " ", make("span", "p", percent(p)));
  };

  const probabilities = (row) => {
    const table = make("table", "numbers probabilities");
    const top = add(make("tr"), make("td"));
    for (const label of data.labels) top.append(head("col", label));
    add(table, add(make("thead"), top));
    const rows = make("tbody");
    row.stance.forEach((stance, i) => {
      const line = add(make("tr"), head("row", data.targets[i]));
      for (const p of stance.slice(2)) line.append(make("td", "", percent(p)));
      rows.append(line);
    });
    return add(table, rows);
  };

  const detail = (row) => {
    const box = make("div", "detail");
    const source = add(make("p", "source"), make("cite", "", row.title || "untitled", true));
    if (row.outlet) add(source, " · ", make("span", "", row.outlet, true));
    if (row.href) add(source, " · ", link(row.href, "open the article"));
    const quote = make("blockquote");
    quote.dir = "auto";
    if (row.cut[0]) quote.append("… ");
    for (const [bits, text] of row.excerpt)
      quote.append(bits ? make("mark", "m" + bits, text) : text);
    if (row.cut[1]) quote.append(" …");
    const facts = make("dl");
    for (const [term, text] of [
      ["Named in the text as", row.mention || "not named"],
      ["Attribution, confidence", percent(row.confidence)],
      ["Date from", row.date_source],
      ...(row.carried ? [["Words that carried the label, and by how much", row.carried]] : []),
      ["Place", "article " + row.article + ", characters " + row.start + " to " + row.end],
    ])
      add(facts, make("dt", "", term), make("dd", "", text, true));
    add(box, source, quote, probabilities(row), facts);
    const others = (data.reprints[row.cluster] || []).filter((s) => s.id !== row.id);
    if (others.length) {
      const list = make("ul");
      for (const s of others) {
        const title = s.title || "untitled";
        add(
          list,
          add(
            make("li"),
            make("span", "", s.outlet || "outlet not known", true),
            ", " + (s.date || "no date") + ": ",
            s.href ? link(s.href, title) : make("span", "", title, true),
          ),
        );
      }
      const more = row.size - 1 - others.length;
      if (more > 0) list.append(make("li", "", "and " + number(more) + " more in the run's table"));
      add(box, make("p", "also", "Also printed:"), list);
    }
    return box;
  };

  const line = (row) => {
    const tr = make("tr");
    tr.setAttribute("role", "row");
    const who = cell("who", make("strong", "", row.speaker || row.mention || "not named", true));
    if (row.role) who.append(make("small", "", row.role, true));
    if (row.actor) who.append(make("small", "actor", data.actors[row.actor] || row.actor, true));
    const more = make("details");
    const prints = row.size > 1 ? " · " + number(row.size) + " prints" : "";
    more.append(make("summary", "", "In the article" + prints));
    more.addEventListener("toggle", () => {
      if (more.open && more.childElementCount === 1) more.append(detail(row));
    });
    add(
      tr,
      cell("date", row.date || "no date", make("small", "", row.kind)),
      who,
      cell("said", make("p", "", row.text, true), more),
    );
    row.stance.forEach((stance, i) => {
      const td = cell("stance", chip(stance));
      td.dataset.label = data.targets[i];
      tr.append(td);
    });
    return tr;
  };

  for (const row of data.rows)
    row.words = fold(
      [row.text, row.title, row.role, row.mention, row.speaker, row.outlet].join("\n"),
    );

  const selects = data.targets.map((_, i) => field("target-" + i));
  const fits = (stance, wanted) =>
    wanted === "*" ? stance[0] !== "unrelated" : wanted === "?" ? stance[1] : stance[0] === wanted;
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const ORDERS = {
    new: (a, b) => compare(b.date || "", a.date || ""),
    old: (a, b) => compare(a.date || "9999", b.date || "9999"),
    sure: (a, b) => b.confidence - a.confidence,
    size: (a, b) => b.size - a.size,
  };

  const select = () => {
    const words = fold(field("text").value).split(/\s+/).filter(Boolean);
    const actor = field("actor").value;
    const speaker = fold(field("speaker").value.trim());
    const kind = field("kind").value;
    const since = field("since").value;
    const until = field("until").value;
    const once = field("once").checked;
    const seen = new Set();
    found = data.rows.filter(
      (row) =>
        (!actor || (actor === "?" ? !row.actor : row.actor === actor)) &&
        (!speaker || fold(row.speaker || row.mention || "").includes(speaker)) &&
        (!kind || row.kind === kind) &&
        (!since || (row.date && row.date >= since)) &&
        (!until || (row.date && row.date <= until)) &&
        selects.every((s, i) => !s.value || fits(row.stance[i], s.value)) &&
        words.every((word) => row.words.includes(word)),
    );
    found.sort(ORDERS[field("sort").value]);
    rows = found.length;
    if (once) found = found.filter((r) => !seen.has(r.cluster) && seen.add(r.cluster));
    page = 0;
    show();
  };

  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / data.page));
    page = Math.min(Math.max(page, 0), pages - 1);
    body.replaceChildren(...found.slice(page * data.page, (page + 1) * data.page).map(line));
    const all = rows === data.rows.length;
    const what = rows === 1 ? "statement" : "statements";
    const folded = rows - found.length;
    status.textContent =
      (all ? number(rows) + " " + what : number(rows) + " of " + number(data.rows.length) + " " + what + " fit the filters") +
      (folded ? "; reprints shown once, " + number(found.length) + " remain." : ".");
    document.getElementById("where").textContent = "Page " + number(page + 1) + " of " + number(pages);
    pager.hidden = pages === 1;
    for (const button of pager.querySelectorAll("button")) {
      const back = button.dataset.go === "first" || button.dataset.go === "previous";
      button.disabled = back ? page === 0 : page === pages - 1;
    }
  };

  pager.addEventListener("click", (event) => {
    const go = event.target.dataset && event.target.dataset.go;
    if (!go) return;
    page = { first: 0, previous: page - 1, next: page + 1, last: Infinity }[go];
    show();
    const section = document.getElementById("status");
    section.scrollIntoView({ block: "start" });
  });
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(select, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(select));

  // a point of a chart leads to the statements that it rests on
  document.addEventListener("click", (event) => {
    const point = event.target.closest && event.target.closest("a.point");
    if (!point) return;
    event.preventDefault();
    form.reset();
    const { key, target, since, until } = point.dataset;
    if (data.by === "actor") field("actor").value = key;
    else if (data.by === "speaker") field("speaker").value = key;
    else field("text").value = key;
    field("since").value = since;
    field("until").value = until;
    for (const s of selects) if (s.dataset.target === target) s.value = "*";
    clearTimeout(waiting);
    setTimeout(() => {
      select();
      document.getElementById("statements").scrollIntoView({ block: "start" });
      status.focus({ preventScroll: true });
    });
  });

  const names = [...new Set(data.rows.map((r) => r.speaker).filter(Boolean))].sort();
  for (const name of names) {
    const option = document.createElement("option");
    option.value = name;
    document.getElementById("speakers").append(option);
  }
  status.tabIndex = -1;
  form.hidden = false;
  select();
})();
