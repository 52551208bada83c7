/* Dresses Chart.js in the brand: colours and fonts from the custom properties, labels at the lines. */
(function () {
  "use strict";
  var Frame = window.Frame = window.Frame || {};
  var widgets = [];
  var probe = document.createElement("canvas").getContext("2d", {willReadFrequently: true});

  /* Any CSS colour as rgb, since the chart's own parser knows neither oklab nor light-dark. */
  function colour(token, alpha) {
    var span = document.createElement("span");
    span.style.color = "var(--" + token + ")";
    document.body.appendChild(span);
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = getComputedStyle(span).color;
    probe.fillRect(0, 0, 1, 1);
    span.remove();
    var c = probe.getImageData(0, 0, 1, 1).data;
    return "rgba(" + c[0] + "," + c[1] + "," + c[2] + "," + (alpha === undefined ? 1 : alpha) + ")";
  }

  function size(name) {
    return parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) || 0;
  }

  function number(value) {
    return new Intl.NumberFormat(document.documentElement.lang,
      {notation: Math.abs(value) >= 10000 ? "compact" : "standard", maximumFractionDigits: 2}).format(value);
  }

  /* Names beside the end of each line, values above single bars: no legend to look up. */
  var labels = {
    id: "liveryLabels",
    afterDatasetsDraw: function (chart) {
      var ctx = chart.ctx;
      var sets = chart.data.datasets;
      ctx.save();
      ctx.font = "550 12px " + getComputedStyle(document.body).fontFamily;
      if (chart.config.type === "line" && sets.length > 1) {
        ctx.textBaseline = "middle";
        sets.map(function (set, i) {
          var points = chart.getDatasetMeta(i).data.filter(function (p) { return !p.skip; });
          return {set: set, at: points[points.length - 1]};
        }).filter(function (end) { return end.at; })
          .sort(function (a, b) { return a.at.y - b.at.y; })
          .reduce(function (last, end) {
            var y = Math.max(end.at.y, last + 15);
            ctx.fillStyle = end.set.labelColor;
            ctx.fillText(end.set.label, chart.chartArea.right + 8, y);
            return y;
          }, -99);
      }
      if (chart.config.type === "bar" && sets.length === 1 && sets[0].data.length <= 12) {
        var flat = chart.options.indexAxis === "y";
        ctx.fillStyle = colour("n11");
        ctx.textAlign = flat ? "left" : "center";
        ctx.textBaseline = flat ? "middle" : "bottom";
        chart.getDatasetMeta(0).data.forEach(function (element, i) {
          var bar = element.getProps(["x", "y"], true);
          if (sets[0].data[i] !== null) {
            ctx.fillText(number(sets[0].data[i]), bar.x + (flat ? 6 : 0), bar.y - (flat ? 0 : 4));
          }
        });
      }
      ctx.restore();
    }
  };

  function dress(config) {
    var line = config.type === "line";
    var round = config.type === "doughnut" || config.type === "pie";
    var sets = config.data.datasets;
    var family = getComputedStyle(document.body).fontFamily;
    sets.forEach(function (set, i) {
      var token = "data-" + (set.tone || i % 8 + 1);
      var main = colour(token);
      set.labelColor = colour("n11");
      set.borderColor = main;
      set.backgroundColor = round
        ? set.data.map(function (value, n) { return colour("data-" + (n % 8 + 1)); })
        : line ? colour(token, .1) : main;
      if (round) { set.borderColor = colour("n0"); }
      if (line) {
        set.borderWidth = 2;
        set.tension = .25;
        set.pointRadius = 0;
        set.pointHoverRadius = 4;
        set.pointBackgroundColor = main;
        set.fill = sets.length === 1;
        set.spanGaps = false;
      } else if (!round) {
        set.borderRadius = Math.min(size("--radius"), 6);
        set.maxBarThickness = 40;
      }
    });
    var flat = config.options && config.options.indexAxis === "y";
    /* What is counted has no halves. */
    var whole = sets.every(function (s) { return s.data.every(function (v) { return v === null || Number.isInteger(Number(v)); }); });
    var single = !line && sets.length === 1 && sets[0].data.length <= 12;
    probe.font = "550 12px " + family;
    var room = line && sets.length > 1
      ? 12 + Math.max.apply(null, sets.map(function (s) { return probe.measureText(s.label).width; }))
      : flat && single ? 56 : 0;
    function axis(value) {
      return {
        beginAtZero: true,
        stacked: Boolean(config.options && config.options.stacked),
        border: {display: false},
        grid: {display: value, color: colour("n4"), drawTicks: false},
        ticks: {
          color: colour("n10"), padding: 8, maxRotation: 0, autoSkip: value || !flat, autoSkipPadding: 16, maxTicksLimit: value ? 5 : 12,
          font: {family: family, size: 12},
          precision: value && whole ? 0 : undefined,
          callback: value ? number : undefined
        }
      };
    }
    config.options = Object.assign({}, config.options, {
      responsive: true,
      maintainAspectRatio: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : {duration: 140},
      interaction: {mode: "index", intersect: round},
      layout: {padding: {right: room, top: single && !flat ? 20 : 6}},
      scales: round ? {} : {x: axis(flat), y: axis(!flat)},
      plugins: {
        legend: {
          display: round || (!line && sets.length > 1), position: round ? "right" : "top", align: "start",
          labels: {color: colour("n11"), boxWidth: 10, boxHeight: 10, font: {family: family, size: 12}}
        },
        tooltip: {
          backgroundColor: colour("n12"), titleColor: colour("n0"), bodyColor: colour("n0"),
          cornerRadius: size("--radius"), padding: 10, boxPadding: 4,
          titleFont: {family: family}, bodyFont: {family: family}
        }
      }
    });
    if (!round) {
      ["x", "y"].forEach(function (name) {
        if (config.options.scales[name].ticks.callback === undefined) {
          delete config.options.scales[name].ticks.callback;
        }
      });
    }
    config.plugins = [labels];
  }

  function cell(row, name, text) {
    var cell = document.createElement(name);
    cell.textContent = text;
    row.appendChild(cell);
    return cell;
  }

  function table(config, place) {
    var table = document.createElement("table");
    table.className = "plain-table";
    var head = table.createTHead().insertRow();
    cell(head, "td", "");
    config.data.datasets.forEach(function (set) { cell(head, "th", set.label).scope = "col"; });
    var body = table.createTBody();
    config.data.labels.forEach(function (label, i) {
      var row = body.insertRow();
      cell(row, "th", label).scope = "row";
      config.data.datasets.forEach(function (set) {
        var value = set.data[i];
        cell(row, "td", value === null || value === undefined ? "–"
          : new Intl.NumberFormat(document.documentElement.lang).format(value));
      });
    });
    place.replaceChildren(table);
  }

  /* The extender of every p:chart: called with the widget as this, before it is drawn. */
  Frame.chart = function () {
    var widget = this;
    dress(widget.cfg.config);
    var card = widget.jq[0].closest(".chart-card");
    if (card) { table(widget.cfg.config, card.querySelector(".chart-table")); }
    widgets = widgets.filter(function (other) { return document.contains(other.canvas[0]); });
    widgets.push(widget);
  };

  document.addEventListener("frame:mode", function () {
    widgets.forEach(function (widget) {
      if (widget.chart) {
        widget.chart.destroy();
        dress(widget.cfg.config);
        widget._render();
      }
    });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-chart-table]");
    if (button) {
      var shown = button.closest(".chart-card").classList.toggle("is-table");
      button.setAttribute("aria-pressed", String(shown));
    }
  });
}());
