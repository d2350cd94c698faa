// GraphiQL over this service, with the worked questions of the page.
"use strict";
const place = document.getElementById("graphiql");
const questions = [...document.querySelectorAll("[data-query]")];
const send = GraphiQL.createFetcher({
  url: place.dataset.endpoint,
  headers: { "accept-language": document.documentElement.lang },
});
// The editor learns the name of an operation a moment after its text: a name that the text does not
// have is that of the question before.
function fetcher(asked, options) {
  const isOld = asked.operationName && !asked.query.includes(asked.operationName);
  return send(isOld ? { ...asked, operationName: undefined } : asked, options);
}
const plugins = [GraphiQLPluginExplorer.explorerPlugin()];
// A question in the address (#query=...), else the first one of the page.
const named = new URLSearchParams(location.hash.slice(1)).get("query");
const first = questions.length > 0 ? questions[0].dataset.query : "";

let [editor, run] = [null, null];
function Reach() {
  editor = GraphiQL.React.useEditorContext().queryEditor;
  run = GraphiQL.React.useExecutionContext().run;
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
    if (!editor) return;
    editor.setValue(question.dataset.query);
    run();
    for (const other of questions) other.removeAttribute("aria-current");
    question.setAttribute("aria-current", "true");
  });
}
