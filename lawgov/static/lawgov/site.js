// The only script of our own: keeps what is typed, marks the chosen figure, draws the chart.
"use strict";

const user = document.body.dataset.user;
const storeKey = (form) => `lawgov:${user}:${location.pathname}${location.search}:${form.id || form.getAttribute("action")}`;

// What is typed stays on this computer until the server has it, so that a
// lost session or a closed window costs nothing.
function keep(form) {
  const typed = {};
  for (const field of form.elements) {
    const named = field.name && !["csrfmiddlewaretoken"].includes(field.name);
    if (named && !["submit", "file"].includes(field.type) && field.value !== field.defaultValue) typed[field.name] = field.value;
  }
  if (Object.keys(typed).length) localStorage.setItem(storeKey(form), JSON.stringify(typed));
  else localStorage.removeItem(storeKey(form));
}

function restore(form) {
  const typed = JSON.parse(localStorage.getItem(storeKey(form)) || "{}");
  let changed = false;
  for (const [name, value] of Object.entries(typed)) {
    const field = form.elements[name];
    if (field && field.type !== "hidden" && field.value !== value) {
      field.value = value;
      changed = true;
    }
  }
  return changed;
}

function watch(form) {
  let waiting;
  const send = () => form.dispatchEvent(new CustomEvent("save-draft", { bubbles: true }));
  form.addEventListener("input", () => {
    keep(form);
    clearTimeout(waiting);
    waiting = setTimeout(send, 350);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sessionStorage.setItem("lawgov:sent", storeKey(form));
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const good = event.detail.successful;
    const kept = document.getElementById("kept");
    if (kept) kept.textContent = good ? kept.dataset.text : "";
    if (good) localStorage.removeItem(storeKey(form));
  });
  if (restore(form)) window.addEventListener("load", send);
}

function forgetSent() {
  // The server answered a submitted form with a page, so it has what was typed.
  const sent = sessionStorage.getItem("lawgov:sent");
  const answered = document.querySelector(".alert-success, .error-summary, .field-error");
  if (sent && answered) localStorage.removeItem(sent);
  sessionStorage.removeItem("lawgov:sent");
}

function drawChart(box) {
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const ink = "#2f3847";
  const red = "#8c1d18";
  const chart = window.echarts.init(box, null, { renderer: "svg" });
  const common = { animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink }, tooltip: { renderMode: "richText", trigger: "axis" } };
  if (data.kind === "values") {
    chart.setOption({
      ...common,
      legend: { type: "scroll", bottom: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 48, containLabel: true },
      xAxis: { type: "category", data: data.years },
      yAxis: { type: "value", name: data.unit },
      series: data.series.map((one) => ({ ...one, type: "bar", barMaxWidth: 40 })),
    });
  } else {
    chart.setOption({
      ...common,
      grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", axisLabel: { formatter: "{value}%" } },
      yAxis: { type: "category", data: data.names, axisLabel: { width: box.clientWidth < 600 ? 130 : 320, overflow: "truncate" } },
      series: [{ type: "bar", data: data.data, barMaxWidth: 18, itemStyle: { color: red }, label: { show: true, position: "right", formatter: "{c}%" } }],
    });
    box.style.height = `${Math.max(8, data.names.length * 2 + 4)}rem`;
  }
  chart.resize();
  window.addEventListener("resize", () => chart.resize());
}

document.addEventListener("DOMContentLoaded", () => {
  forgetSent();
  for (const form of document.querySelectorAll("form[data-keep]")) watch(form);
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  const chart = document.getElementById("chart");
  if (chart) drawChart(chart);
});

// A fragment refused for want of a session must not vanish: say so, and offer the login.
document.addEventListener("htmx:responseError", (event) => {
  if ([401, 403].includes(event.detail.xhr.status)) document.getElementById("offline").hidden = false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "trace") return;
  for (const mark of document.querySelectorAll(".figure-mark.chosen")) mark.classList.remove("chosen");
  event.detail.requestConfig.elt.classList.add("chosen");
  event.detail.target.focus({ preventScroll: true });
});
