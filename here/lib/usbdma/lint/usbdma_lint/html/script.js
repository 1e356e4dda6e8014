/* SPDX-License-Identifier: GPL-2.0-or-later
 * Search, filter and group; without it the page shows everything, by file. */
(function () {
"use strict";
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const list = byId("list"), count = byId("count"), search = byId("q"), group = byId("group");
const filters = ["severity", "rule", "file"].map(byId);
const all = Array.from(document.querySelectorAll("article"), (node) => ({
	node, text: node.textContent.toLowerCase(), severity: node.dataset.severity,
	rule: node.dataset.rule, file: node.dataset.file, commit: node.dataset.commit }));
const ranks = { error: 0, warning: 1, advice: 2 };

root.classList.add("scripted");

function matches(f, words) {
	return filters.every((s) => !s.value || f[s.id] === s.value) &&
		words.every((w) => f.text.includes(w));
}

/* What the address keeps, so that a view can be sent to somebody. */
function remember() {
	const state = new URLSearchParams();
	for (const e of [search, group, ...filters])
		if (e.value && !(e === group && e.value === "file"))
			state.set(e.id, e.value);
	const text = state.toString();
	history.replaceState(null, "", text ? "#?" + text : location.pathname + location.search);
}

function recall() {
	if (!location.hash.startsWith("#?"))
		return;
	const state = new URLSearchParams(location.hash.slice(2));
	for (const e of [search, group, ...filters])
		if (state.has(e.id))
			e.value = state.get(e.id);
}

function filter() {
	const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
	let n = 0;
	for (const f of all) {
		const show = matches(f, words);
		f.node.hidden = !show;
		n += show;
	}
	for (const section of list.children)
		section.hidden = !section.querySelector("article:not([hidden])");
	count.textContent = n === all.length ? n.toLocaleString("en") + " findings" :
		n.toLocaleString("en") + " of " + all.length.toLocaleString("en");
}

function regroup() {
	const key = group.value, sections = new Map();
	for (const f of all) {
		if (!sections.has(f[key]))
			sections.set(f[key], []);
		sections.get(f[key]).push(f.node);
	}
	const names = Array.from(sections.keys()).sort((a, b) =>
		key === "severity" ? ranks[a] - ranks[b] : a < b ? -1 : 1);
	list.replaceChildren(...names.map((name) => {
		const section = document.createElement("section"), title = document.createElement("h3");
		section.className = "group";
		title.textContent = (name || "no commit") + " (" + sections.get(name).length + ")";
		section.append(title, ...sections.get(name));
		return section;
	}));
}

function update() {
	filter();
	remember();
}

let timer = 0;
search.addEventListener("input", () => {
	clearTimeout(timer);
	timer = setTimeout(update, all.length > 2000 ? 250 : 30);
});
filters.forEach((s) => s.addEventListener("change", update));
group.addEventListener("change", () => { regroup(); update(); });
byId("clear").addEventListener("click", () => {
	for (const e of [search, ...filters])
		e.value = "";
	update();
});
byId("fold").addEventListener("click", (event) => {
	const open = event.target.dataset.open !== "1";
	event.target.dataset.open = open ? "1" : "0";
	event.target.textContent = open ? "Fold all" : "Unfold all";
	for (const f of all)
		f.node.firstElementChild.open = open;	/* the brief ones have none */
});
byId("theme").addEventListener("click", () => {
	const dark = root.dataset.theme ? root.dataset.theme === "dark" :
		matchMedia("(prefers-color-scheme: dark)").matches;
	root.dataset.theme = dark ? "light" : "dark";
});
document.addEventListener("keydown", (event) => {
	if (event.key === "/" && document.activeElement !== search) {
		event.preventDefault();
		search.focus();
	}
});
function reveal() {
	const target = location.hash.startsWith("#f") && byId(location.hash.slice(1));
	const article = target && target.closest("article");
	if (article) {
		article.firstElementChild.open = true;
		target.scrollIntoView();
	}
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => all.forEach((f) => {
	f.node.firstElementChild.open = true;
}));

recall();
if (group.value !== "file")
	regroup();
filter();
reveal();
}());
