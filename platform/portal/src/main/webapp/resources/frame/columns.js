/* Which columns of a table are shown: <p:dataTable pt:data-columns="Columns">. Kept in the browser. */
(function () {
  "use strict";

  function key(table, count) {
    return "columns " + location.pathname + " " + table.id + " " + count;
  }

  function kept(name) {
    try {
      return (localStorage.getItem(name) || "").split(",").filter(Boolean).map(Number);
    } catch (closed) {
      return [];
    }
  }

  function keep(name, hidden) {
    try {
      localStorage.setItem(name, hidden.join(","));
    } catch (closed) {
      return;
    }
  }

  /* A rule outlives what a script draws anew. A phone shows cards with columns of their own. */
  function apply(style, table, hidden) {
    style.textContent = hidden.map(function (at) {
      return "@media (min-width: 641px) { #" + CSS.escape(table.id) + " tr > :nth-child(" + at + ") { display: none; } }";
    }).join("\n");
  }

  function chooser(table) {
    var heads = Array.from(table.querySelectorAll("thead th"));
    var name = key(table, heads.length);
    var hidden = kept(name);
    var style = document.head.appendChild(document.createElement("style"));
    var pop = document.createElement("details");
    var panel = document.createElement("div");
    pop.className = "pop table-columns";
    panel.className = "pop-panel pop-end";
    pop.appendChild(document.createElement("summary")).textContent = table.dataset.columns;
    pop.appendChild(panel);
    heads.forEach(function (head, i) {
      var text = head.textContent.trim();
      if (!text || head.classList.contains("first") || head.classList.contains("row-actions")) { return; }
      var label = document.createElement("label");
      var box = document.createElement("input");
      label.className = "pop-choice";
      box.type = "checkbox";
      box.checked = hidden.indexOf(i + 1) < 0;
      box.addEventListener("change", function () {
        hidden = hidden.filter(function (at) { return at !== i + 1; }).concat(box.checked ? [] : [i + 1]);
        keep(name, hidden);
        apply(style, table, hidden);
      });
      label.append(box, " ", text);
      panel.appendChild(label);
    });
    apply(style, table, hidden);
    /* Beside the filters, where there are any. */
    var chips = document.querySelector("main .chips:not(nav)");
    if (chips) { chips.appendChild(pop); } else { table.before(pop); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-columns]").forEach(chooser);
  });
}());
