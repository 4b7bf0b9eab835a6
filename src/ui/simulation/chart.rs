//! A chart over time. Lines differ by colour and by dashes; their values at the time that is pointed at, else at
//! the time that is played, stand below in words.

use crate::ui::prelude::*;
use linchpin_analysis::Outage;
use linchpin_figures::decimal;

use super::super::words;
use crate::css;
use crate::session::Session;

/// The size of the plot in the units of its own.
const WIDTH: f64 = 296.0;
const HEIGHT: f64 = 84.0;
/// Room above the highest point.
const HEADROOM: f64 = 1.08;

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Solid,
    Dashed,
    Dotted,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Solid => "line solid",
            Self::Dashed => "line dashed",
            Self::Dotted => "line dotted",
        }
    }
}

/// Values over time, one for each interval; gaps where there is none.
#[derive(Clone)]
pub struct Line {
    pub label: String,
    pub look: Look,
    pub values: Vec<Option<f32>>,
}

/// Some lines over the same time.
#[derive(Clone)]
pub struct Chart {
    pub title: String,
    pub lines: Vec<Line>,
    /// Seconds of one interval.
    pub interval: f64,
    /// A value in words.
    pub words: fn(f64) -> String,
}

/// The time a chart is over.
pub struct Span {
    pub seconds: f64,
    /// What is down meanwhile.
    pub outages: Vec<Outage>,
}

impl Chart {
    /// The chart of the run that was asked for.
    pub fn view(self, session: Session) -> AnyView {
        let simulation = session.signals.simulation;
        let asked = simulation.asked.get_untracked();
        let (seconds, outages) = asked.map_or((1.0, Vec::new()), |asked| (asked.duration, asked.outages.clone()));
        self.over(Span { seconds, outages }, simulation.clock)
    }

    /// The chart over a time, with the values at one of its seconds.
    pub fn over(self, span: Span, shown: RwSignal<f64>) -> AnyView {
        let Span { seconds: duration, outages } = span;
        let highest = self.highest();
        let top = (self.words)(highest);
        let pointed = RwSignal::new(None::<f64>);
        let time = move || pointed.get().unwrap_or_else(|| shown.get());
        let x = move || css::number(WIDTH * (time() / duration).clamp(0.0, 1.0));
        let paths: Vec<AnyView> = self
            .lines
            .iter()
            .map(|line| view! { <path class=line.look.class() d=path(line, self.interval, duration, highest)></path> })
            .collect();
        let spans: Vec<AnyView> = outages.iter().map(|outage| down(*outage, duration)).collect();
        let (title, label) = (self.title.clone(), format!("{} over time", self.title));
        let values = move || self.values_at(time());
        let point_at = move |event: leptos::ev::PointerEvent| {
            let area = event
                .current_target()
                .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok());
            let width = area.map_or(1.0, |area| f64::from(area.client_width()).max(1.0));
            pointed.set(Some((f64::from(event.offset_x()) / width).clamp(0.0, 1.0) * duration));
        };
        view! {
            <figure class="chart">
                <figcaption><b>{title}</b><span>{top}</span></figcaption>
                <div class="plot" on:pointermove=point_at on:pointerleave=move |_| pointed.set(None)>
                    <svg viewBox=format!("0 0 {} {}", css::number(WIDTH), css::number(HEIGHT)) preserveAspectRatio="none" role="img" aria-label=label>
                        {spans}
                        {paths}
                        <line class="cursor" x1=x x2=x y1="0" y2=HEIGHT></line>
                    </svg>
                </div>
                <p class="axis" aria-hidden="true"><span>"0 s"</span><span>{words::duration(duration / 60.0)}</span></p>
                <dl class="legend">{living(values)}</dl>
            </figure>
        }
    }

    fn highest(&self) -> f64 {
        let values = self.lines.iter().flat_map(|line| &line.values).flatten();
        f64::from(values.fold(0.0, |highest: f32, value| highest.max(*value))).max(1.0)
    }

    fn values_at(&self, time: f64) -> Vec<AnyView> {
        let at = (time / self.interval) as usize;
        let entry = |line: &Line| {
            // The last interval that is known says what comes after it, too.
            let value = line.values.get(at.min(line.values.len().saturating_sub(1))).copied().flatten();
            let value = value.map_or_else(|| "\u{2013}".to_owned(), |value| (self.words)(f64::from(value)));
            let class = line.look.class();
            view! {
                <div>
                    <dt><svg viewBox="0 0 22 6" aria-hidden="true"><path class=class d="M1 3H21"></path></svg>{line.label.clone()}</dt>
                    <dd>{value}</dd>
                </div>
            }
        };
        self.lines.iter().map(entry).collect()
    }
}

/// The line as an outline, broken where there are no values.
fn path(line: &Line, interval: f64, duration: f64, highest: f64) -> String {
    let mut path = String::new();
    let mut draws = false;
    for (index, value) in line.values.iter().enumerate() {
        let Some(value) = value else {
            draws = false;
            continue;
        };
        let x = WIDTH * (index as f64 + 0.5) * interval / duration;
        let y = HEIGHT * (1.0 - f64::from(*value) / (highest * HEADROOM));
        path.push(if draws { 'L' } else { 'M' });
        path += &format!("{} {}", decimal(x, 1), decimal(y, 1));
        draws = true;
    }
    path
}

/// The time something is down.
fn down(outage: Outage, duration: f64) -> AnyView {
    let from = outage.from.min(duration);
    let to = outage.to.unwrap_or(duration).min(duration);
    let (x, width) = (WIDTH * from / duration, WIDTH * (to - from) / duration);
    view! { <rect class="outage-span" x=x y="0" width=width height=HEIGHT></rect> }
}
