//! What stands around every plot: title, legend, remarks and the origin of the figures, and the
//! words for those who do not see it.

use maud::{Markup, html};

use crate::api::chart::axis::px;
use crate::api::chart::lettering;
use crate::api::chart::palette::{GROUND, INK, MUTED};
use crate::api::chart::{Drawing, Setting, wording};

/// Empty room at the left and right.
pub(super) const MARGIN: f64 = 16.0;
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, \
    'Liberation Sans', sans-serif";
const TITLE: f64 = 18.0;
const SUBTITLE: f64 = 13.5;
const KEYS: f64 = 13.0;
const NOTES: f64 = 12.0;

/// A plot and how high it is; its top is at zero.
pub(super) struct Plot {
    pub(super) height: f64,
    pub(super) markup: Markup,
}

/// What a mark or a colour stands for.
pub(super) struct Key {
    pub(super) name: String,
    /// Drawn 28 pixels wide around the middle of its line, at zero.
    pub(super) sample: Markup,
}

/// What is said around a plot.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) keys: Vec<Key>,
    /// What is to be said of the figures.
    pub(super) notes: Vec<String>,
    /// The figures in words.
    pub(super) told: Vec<String>,
}

/// The width that a plot may take.
pub(super) fn room(setting: &Setting) -> f64 {
    setting.width - 2.0 * margin(setting)
}

fn margin(setting: &Setting) -> f64 {
    if setting.in_page { 0.0 } else { MARGIN }
}

/// A sentence, so that the next one can follow; what is said may end with a unit and its full stop.
fn sentence(told: &str) -> String {
    if told.ends_with('.') { told.to_owned() } else { format!("{told}.") }
}

/// The whole drawing.
pub(super) fn drawn(frame: Frame, plot: &Plot, setting: &Setting) -> Drawing {
    let origin = wording::origin(setting);
    let mut sheet = Sheet { y: margin(setting), parts: Vec::new(), setting };
    if !setting.in_page {
        sheet.text(&frame.title, TITLE, INK, true);
        sheet.text(&frame.subtitle, SUBTITLE, MUTED, false);
        sheet.y += 6.0;
    }
    sheet.keys(&frame.keys);
    sheet.part(plot);
    if !setting.in_page {
        sheet.y += 8.0;
        for note in &frame.notes {
            sheet.text(note, NOTES, MUTED, false);
        }
        sheet.y += 4.0;
        sheet.text(&origin, NOTES, INK, false);
        sheet.y += margin(setting) - 4.0;
    }
    let (width, height) = (px(setting.width), px(sheet.y.ceil()));
    let told: Vec<String> = frame.told.iter().map(|told| sentence(told)).collect();
    let mut described = vec![told.join(" ")];
    if !setting.in_page {
        described.extend([frame.notes.join(" "), origin]);
        described.retain(|part| !part.is_empty());
    }
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) }
            width=(width) height=(height) role="img" lang=(setting.language.as_str())
            font-family=(FONT) class="kv-chart" {
            title { (frame.title) " – " (frame.subtitle) }
            desc { (described.join(" ")) }
            @if !setting.in_page {
                rect class="kv-ground" width="100%" height="100%" fill=(GROUND) {}
            }
            @for part in &sheet.parts { (part) }
        }
    };
    let svg = sound(&drawing.into_string());
    Drawing { svg, subtitle: frame.subtitle, notes: frame.notes }
}

/// What is drawn so far, and where the next part begins.
struct Sheet<'a> {
    y: f64,
    parts: Vec<Markup>,
    setting: &'a Setting,
}

impl Sheet<'_> {
    fn text(&mut self, text: &str, size: f64, colour: &str, is_bold: bool) {
        if text.is_empty() {
            return;
        }
        // Bold letters are wider than those that the widths are of.
        let room = room(self.setting) * if is_bold { 0.93 } else { 1.0 };
        let class = if colour == INK { "kv-ink" } else { "kv-muted" };
        for line in lettering::lines(text, size, room) {
            self.y += (size * 1.32).round();
            self.parts.push(html! {
                text class=(class) x=(px(margin(self.setting))) y=(px(self.y - size * 0.3))
                    font-size=(size) fill=(colour) font-weight=[is_bold.then_some("700")] {
                    (line)
                }
            });
        }
    }

    fn keys(&mut self, keys: &[Key]) {
        let (left, right) = (margin(self.setting), self.setting.width - margin(self.setting));
        let mut x = left;
        if keys.is_empty() {
            return;
        }
        self.y += 20.0;
        for key in keys {
            let name = lettering::cut(&key.name, KEYS, right - left - 36.0);
            let width = 36.0 + lettering::width(&name, KEYS) + 14.0;
            if x > left && x + width - 14.0 > right {
                (x, self.y) = (left, self.y + 20.0);
            }
            self.parts.push(html! {
                g transform={ "translate(" (px(x)) " " (px(self.y - 8.0)) ")" } {
                    (key.sample)
                    text class="kv-ink" x="36" y="4.5" font-size=(KEYS) fill=(INK) { (name) }
                }
            });
            x += width;
        }
        self.y += 8.0;
    }

    fn part(&mut self, plot: &Plot) {
        self.parts.push(html! {
            g transform={ "translate(" (px(margin(self.setting))) " " (px(self.y)) ")" } {
                (plot.markup)
            }
        });
        self.y += plot.height;
    }
}

/// A drawing without the characters that XML does not know, which names may have.
fn sound(drawing: &str) -> String {
    let is_unknown = |c: char| match c {
        '\n' | '\t' => false,
        c => c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    drawing.chars().map(|c| if is_unknown(c) { '\u{fffd}' } else { c }).collect()
}
