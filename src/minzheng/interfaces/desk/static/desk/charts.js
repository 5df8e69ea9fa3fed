/* Draws what the page says in JSON beside each chart; the same numbers stand in a table below it. */
(function () {
  "use strict";
  const INK = "#1b2733", QUIET = "#55636f", LINE = "#e6eaee";
  const COLOURS = ["#1a5c9e", "#c9762b", "#3d8a6b", "#8b5a9f", "#b3261e", "#5f7d95"];
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const text = { fontFamily: getComputedStyle(document.body).fontFamily, color: INK };
  const shared = { textStyle: text, color: COLOURS, animation: !calm, legend: { top: 0, textStyle: { color: QUIET } }, tooltip: { renderMode: "richText", trigger: "axis", axisPointer: { type: "shadow" } } };
  const wordsAxis = (words) => ({ type: "category", data: words, axisTick: { show: false }, axisLine: { lineStyle: { color: "#b8c4ce" } }, axisLabel: { color: QUIET } });
  const numbersAxis = { type: "value", axisLabel: { color: QUIET, formatter: (n) => Math.abs(n).toLocaleString() }, splitLine: { lineStyle: { color: LINE } } };
  const grid = { left: 8, right: 16, top: 36, bottom: 8, containLabel: true };

  const kinds = {
    bars: (given) => ({ ...shared, grid, xAxis: wordsAxis(given.words), yAxis: numbersAxis, legend: { ...shared.legend, show: given.series.length > 1 }, series: given.series.map((one) => ({ name: one.name, type: "bar", data: one.values, barMaxWidth: 34 })) }),
    lying: (given) => ({ ...shared, grid: { ...grid, top: given.series.length > 1 ? 36 : 8, right: 48 }, xAxis: { ...numbersAxis, splitNumber: 3 }, yAxis: { ...wordsAxis(given.words), inverse: true }, legend: { ...shared.legend, show: given.series.length > 1 }, series: given.series.map((one) => ({ name: one.name, type: "bar", stack: given.stacked ? "all" : undefined, data: one.values, barMaxWidth: given.stacked ? 22 : 14, label: { show: !given.stacked, position: "right", color: QUIET, formatter: (one) => one.value.toLocaleString() } })) }),
    pyramid: (given) => ({ ...shared, grid: { ...grid, right: 24 }, tooltip: { ...shared.tooltip, valueFormatter: (n) => Math.abs(n).toLocaleString() }, xAxis: numbersAxis, yAxis: wordsAxis(given.words), series: given.series.map((one, side) => ({ name: one.name, type: "bar", stack: "all", data: one.values.map((n) => (side === 0 ? -n : n)), barMaxWidth: 16 })) }),
    // Each bar hangs where the one before it ended; the first and the last stand on the ground.
    waterfall: (given) => {
      const last = given.fen.length - 1, yuan = (fen) => (fen / 100).toLocaleString(undefined, { minimumFractionDigits: 2 });
      const kind = (at) => (at === 0 || at === last ? 0 : given.fen[at] >= 0 ? 1 : 2);
      let level = 0;
      const ground = given.fen.map((fen, at) => {
        if (kind(at) === 0) { level = fen; return 0; }
        level += fen;
        return fen >= 0 ? level - fen : level;
      });
      const bars = given.names.map((name, which) => ({ name, type: "bar", stack: "all", barMaxWidth: 40, itemStyle: { color: [COLOURS[0], COLOURS[2], COLOURS[1]][which] }, label: { show: true, position: "top", color: QUIET, fontSize: 11, formatter: (one) => `${which === 0 ? "" : given.fen[one.dataIndex] > 0 ? "+" : "−"}${yuan(Math.abs(given.fen[one.dataIndex]))}` }, data: given.fen.map((fen, at) => (kind(at) === which ? Math.abs(fen) : "-")) }));
      return {
        ...shared, grid: { ...grid, top: 44 }, legend: { ...shared.legend, data: given.names },
        tooltip: { ...shared.tooltip, formatter: (ones) => `${ones[0].name}\n${yuan(given.fen[ones[0].dataIndex])}` },
        xAxis: { ...wordsAxis(given.words), axisLabel: { color: QUIET, interval: 0, width: 64, overflow: "break" } },
        yAxis: { ...numbersAxis, axisLabel: { color: QUIET, formatter: (fen) => (fen / 100).toLocaleString() } },
        series: [{ type: "bar", stack: "all", silent: true, itemStyle: { color: "transparent" }, data: ground }, ...bars],
      };
    },
    map: (given) => {
      window.echarts.registerMap(given.name, given.shapes);
      return {
        textStyle: text, animation: !calm,
        tooltip: { renderMode: "richText", trigger: "item", formatter: (one) => (Number.isFinite(one.value) ? `${one.name}\n${one.value.toLocaleString()} ${given.unit}` : one.name) },
        visualMap: { left: 0, bottom: 0, min: 0, max: Math.max(1, ...given.places.map((one) => one.value)), inRange: { color: ["#edf3f9", "#a9c8e6", "#5f98d0"] }, textStyle: { color: QUIET }, calculable: false, itemHeight: 90, text: [given.most, "0"] },
        series: [{ type: "map", map: given.name, data: given.places, roam: false, layoutCenter: ["52%", "50%"], layoutSize: "92%", label: { show: true, color: INK, fontSize: 12 }, itemStyle: { borderColor: "#fff", borderWidth: 1.2, areaColor: "#eef1f4" }, emphasis: { label: { color: INK }, itemStyle: { areaColor: "#f3c77a" } }, select: { disabled: true } }],
      };
    },
  };

  const light = (chart, place) => {
    const byName = new Map([...document.querySelectorAll("[data-place]")].map((link) => [link.dataset.place, link]));
    chart.on("click", (one) => { const link = byName.get(one.name); if (link) link.click(); });
    chart.on("mouseover", (one) => { const link = byName.get(one.name); if (link) link.classList.add("mz-lit"); });
    chart.on("mouseout", () => byName.forEach((link) => link.classList.remove("mz-lit")));
    byName.forEach((link, name) => {
      ["mouseenter", "focus"].forEach((kind) => link.addEventListener(kind, () => chart.dispatchAction({ type: "highlight", name })));
      ["mouseleave", "blur"].forEach((kind) => link.addEventListener(kind, () => chart.dispatchAction({ type: "downplay", name })));
    });
  };

  const draw = (place) => {
    if (place.dataset.drawn) return;
    place.dataset.drawn = "yes";
    const given = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    // A list of places is as high as it is long, so that every name can be read.
    if (given.kind === "lying") place.style.height = `${4 + given.words.length * (given.series.length > 1 ? 2.6 : 1.9)}rem`;
    const chart = window.echarts.init(place);
    chart.setOption(kinds[given.kind](given));
    if (given.kind === "map") light(chart, place);
    new ResizeObserver(() => chart.resize()).observe(place);
  };
  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  drawAll();
  // What comes later, when work in the background is done.
  document.addEventListener("htmx:afterSettle", drawAll);
})();
