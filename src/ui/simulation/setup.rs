//! How long, with which chance, and how fast a run is played.

use crate::ui::prelude::*;
use linchpin_analysis::Experiment;

use super::super::words;
use crate::css;
use crate::platform;
use crate::session::use_session;

/// Simulated seconds shown in a second.
const SPEEDS: [(f64, &str); 5] =
    [(1.0, "as it happens"), (5.0, "5 times"), (10.0, "10 times"), (30.0, "30 times"), (120.0, "120 times")];

/// The fields.
#[component]
pub fn Setup() -> AnyView {
    let session = use_session();
    let simulation = session.signals.simulation;
    let speed = move |text: String| {
        if let Some(speed) = platform::number(&text) {
            simulation.speed.set(speed);
        }
    };
    let options = SPEEDS.map(|(value, label)| {
        view! { <option value=css::number(value) selected=simulation.speed.get_untracked() == value>{label}</option> }
    });
    let load = move || {
        let profile = session.signals.profile.get().map_or("as drawn", |profile| profile.id());
        format!("At {} today's peak, {}", words::multiple(session.signals.scale.get()), profile)
    };
    view! {
        <p class="lead">"Every request, one by one: queues, retries, failures and recoveries. What you see is one run of many that could be."</p>
        <div class="form run-form">
            <NumberField id="run-duration" label="Lasts" unit="s" value=Signal::derive(move || simulation.duration.get())
                range=(1.0, Experiment::LONGEST) set=Callback::new(move |value| simulation.duration.set(value)) />
            <NumberField id="run-seed" label="Seed" unit="" value=Signal::derive(move || simulation.seed.get() as f64)
                range=(0.0, 1e9) set=Callback::new(move |value: f64| simulation.seed.set(value as u64)) />
            <div class="field">
                <label for="run-speed">"Played"</label>
                <div class="control">
                    <select id="run-speed" on:change:target=move |event| speed(event.target().value())>{options.collect_view()}</select>
                </div>
            </div>
            <p class="note">{move || format!("{}: both set in the bar below the drawing.", load())}</p>
        </div>
    }
}

/// A number to be typed; what is out of range is said beside it and changes nothing.
#[component]
pub fn NumberField(
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    value: Signal<f64>,
    range: (f64, f64),
    set: Callback<f64>,
) -> AnyView {
    let wrong = RwSignal::new(false);
    let take = move |text: String| {
        let number = platform::number(text.trim()).filter(|number| (range.0..=range.1).contains(number));
        wrong.set(number.is_none());
        number.iter().for_each(|number| set.run(number.floor()));
    };
    let problem = format!("From {} to {}.", words::number(range.0), words::number(range.1));
    view! {
        <div class="field" class:refused=move || wrong.get()>
            <label for=id>{label}</label>
            <div class="control">
                <input
                    id=id
                    type="text"
                    inputmode="numeric"
                    prop:value=move || css::number(value.get())
                    aria-invalid=move || wrong.get().to_string()
                    on:input:target=move |event| take(event.target().value())
                />
                <span class="unit">{unit}</span>
            </div>
            {living(move || wrong.get().then(|| view! { <p class="problem">{problem.clone()}</p> }))}
        </div>
    }
}
