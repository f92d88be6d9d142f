import { options, render } from "preact";
import { App } from "./app";
import { Session } from "./session";
import "./style/base.css";
import "./style/parts.css";
import "./style/pages.css";
import "./style/goods.css";
import "./style/figures.css";
import "./style/print.css";
import "./style/figures_print.css";

// Drawn at once: a second tap before the next frame would else begin from what stood before the first.
options.debounceRendering = (draw) => draw();

const root = document.getElementById("root");
if (root) {
  const session = new Session();
  render(<App session={session} />, root);
  void session.start();
}
