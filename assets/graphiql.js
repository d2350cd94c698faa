// GraphiQL over this service, with the worked questions of the page.
"use strict";
const place = document.getElementById("graphiql");
const questions = [...document.querySelectorAll("[data-query]")];
const fetcher = GraphiQL.createFetcher({
  url: place.dataset.endpoint,
  headers: { "accept-language": document.documentElement.lang },
});
const plugins = [GraphiQLPluginExplorer.explorerPlugin()];
// A question in the address (#query=...), else the first one of the page.
const named = new URLSearchParams(location.hash.slice(1)).get("query");
const first = questions.length > 0 ? questions[0].dataset.query : "";

let editor = null;
function Reach() {
  editor = GraphiQL.React.useEditorContext().queryEditor;
  return null;
}
const element = React.createElement(
  GraphiQL,
  { fetcher, plugins, defaultQuery: named ?? first, shouldPersistHeaders: false },
  React.createElement(GraphiQL.Logo, null, React.createElement(Reach)),
);
ReactDOM.createRoot(place).render(element);

for (const question of questions) {
  question.addEventListener("click", () => {
    if (editor) editor.setValue(question.dataset.query);
    for (const other of questions) other.removeAttribute("aria-current");
    question.setAttribute("aria-current", "true");
  });
}
