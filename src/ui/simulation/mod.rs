//! The tab of simulated runs: what is set up, the run as it is played, and what was measured.

mod chart;
mod charts;
mod outages;
mod results;
mod setup;

use crate::ui::prelude::*;

use super::words;
use crate::css;
use crate::session::{Session, Topic, use_session};
use crate::studies::Standing;
pub use chart::{Chart, Line, Look, Span};
use charts::Charts;
use outages::Outages;
use results::Results;
pub use results::journey_name;
use setup::Setup;

/// The tab.
#[component]
pub fn SimulationTab() -> AnyView {
    let session = use_session();
    let ran = memo(move || session.signals.simulation.asked.read().is_some());
    let old = move || session.standing(Topic::Simulation) == Standing::Outdated;
    view! {
        <div class="panel-body simulation" role="tabpanel" aria-labelledby="tab-simulation">
            <Setup />
            <Outages />
            <Transport />
            <Show when=move || ran.get()>
                <div class:old=old>
                    <Player />
                    <Results />
                    <Charts />
                </div>
            </Show>
        </div>
    }
}

/// Starts, holds and ends a run.
#[component]
fn Transport() -> AnyView {
    let session = use_session();
    let simulation = session.signals.simulation;
    let ran = memo(move || simulation.asked.read().is_some());
    let hold = move || if simulation.playing.get() { "Pause" } else { "Play" };
    view! {
        <div class="panel-actions transport">
            <button class="primary" on:click=move |_| session.simulate()>
                {move || if ran.get() { "Run again" } else { "Run" }}
            </button>
            <Show when=move || ran.get()>
                <button on:click=move |_| session.toggle_playing()>{hold}</button>
                <button on:click=move |_| session.end_simulation()>"Stop"</button>
            </Show>
        </div>
        {living(move || said(session).map(|text| view! { <p class="footnote" role="status">{text}</p> }))}
    }
}

/// What keeps a run from being shown, or how it ended.
fn said(session: Session) -> Option<String> {
    let simulation = session.signals.simulation;
    simulation.asked.read().as_ref()?;
    let broken = match session.standing(Topic::Simulation) {
        Standing::Outdated => Some("The design has changed since. Run again to see what that does."),
        Standing::Failed => Some("The run broke off, perhaps for want of memory."),
        Standing::Unreachable => Some("What runs it could not be loaded. Is there a connection? All else goes on."),
        _ => None,
    };
    if let Some(broken) = broken {
        return Some(broken.to_owned());
    }
    match simulation.outcome.get()?.as_ref() {
        Err(why) => Some(format!("This cannot be run: {why}.")),
        Ok(report) => match report.ending? {
            linchpin_analysis::Ending::Time => None,
            linchpin_analysis::Ending::InFlight => Some(format!(
                "It ended after {} s: what waits grew without end.",
                words::number(report.simulated.round())
            )),
            linchpin_analysis::Ending::Events => Some("It ended early: more happened than can be followed.".to_owned()),
        },
    }
}

/// The time that is shown: goes on by itself, and back by hand.
#[component]
fn Player() -> AnyView {
    let session = use_session();
    let simulation = session.signals.simulation;
    let duration = move || simulation.asked.read().as_ref().map_or(1.0, |asked| asked.duration);
    let time = move || format!("{} s", words::number(simulation.clock.get().floor()));
    let known = move || css::percent(100.0 * simulation.known.get() / duration());
    view! {
        <div class="player">
            <label for="run-time">"Time"</label>
            <div class="track">
                <span class="known" style:width=known aria-hidden="true"></span>
                <input
                    id="run-time"
                    type="range"
                    min="0"
                    max=duration
                    step="any"
                    prop:value=move || simulation.clock.get()
                    aria-valuetext=move || format!("{} of {} s", time(), words::number(duration()))
                    on:input:target=move |event| {
                        simulation.playing.set(false);
                        session.show_time(event.target().value_as_number());
                    }
                />
            </div>
            <output for="run-time">{time}</output>
        </div>
        <p class="cargo" aria-hidden="true">
            <span class="read">"\u{25cf} reads"</span>
            <span class="write">"\u{25a0} writes"</span>
            <span class="message">"\u{25c6} messages"</span>
        </p>
    }
}
