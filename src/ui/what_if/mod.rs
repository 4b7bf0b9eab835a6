//! The what-if bar: more load, another profile, failed things, and the live verdicts.

mod failed;
mod studied;
mod verdicts;

use crate::ui::prelude::*;
use js_sys::Math;
use linchpin_catalog::Profile;

use super::focus::back_to_paper;
use super::icons::{Icon, icon};
use super::words;
use crate::analysis::Freshness;
use crate::css;
use crate::session::use_session;
pub use failed::{Failed, FailedChips};
pub use studied::{Available, Timely};
use verdicts::Verdicts;

/// The slider runs over two decades in this many steps.
const STEPS: f64 = 200.0;

fn scale_of(step: f64) -> f64 {
    Math::pow(10.0, 2.0 * step / STEPS)
}

fn step_of(scale: f64) -> f64 {
    (Math::log10(scale) / 2.0 * STEPS).round()
}

/// The bar. It appears with the first component.
#[component]
pub fn WhatIf() -> AnyView {
    let session = use_session();
    let signals = session.signals;
    let drawn = move || session.read(|editor| editor.design().components().next().is_some()).unwrap_or(false);
    let stale = move || signals.freshness.get().is_old();
    view! {
        <Show when=drawn>
            <section class="whatif" class:stale=stale aria-label="What if">
                <Scale />
                <span class="rule"></span>
                <Verdicts />
                <StaleMark />
                <span class="rule"></span>
                <button
                    class="kill"
                    aria-pressed=move || signals.killing.get().to_string()
                    aria-label="Kill mode"
                    on:click=move |event| {
                        signals.killing.update(|killing| *killing = !*killing);
                        back_to_paper(&event);
                    }
                >
                    {icon(Icon::Bolt)}
                    <span>"Kill mode"</span>
                </button>
            </section>
        </Show>
    }
}

/// How all load is supposed to move, without a change to the design.
#[component]
fn ProfileField() -> AnyView {
    let profile = use_session().signals.profile;
    let choose = move |id: String| profile.set(Profile::ALL.iter().copied().find(|known| known.id() == id));
    let option = |known: &Profile| {
        let known = *known;
        view! { <option value=known.id() prop:selected=move || profile.get() == Some(known)>{known.label()}</option> }
    };
    view! {
        <select
            aria-label="Profile"
            class:chosen=move || profile.get().is_some()
            on:change:target=move |event| choose(event.target().value())
        >
            <option value="" prop:selected=move || profile.get().is_none()>"As drawn"</option>
            {Profile::ALL.iter().map(option).collect_view()}
        </select>
    }
}

#[component]
fn Scale() -> AnyView {
    let session = use_session();
    let scale = session.signals.scale;
    let breaks = move || session.signals.report.read().as_ref().and_then(|report| report.ladder.first().copied());
    let mark = move || {
        let multiple = breaks().map(|rung| rung.multiple).filter(|multiple| (1.0..=100.0).contains(multiple))?;
        let left = css::percent(Math::log10(multiple) / 2.0 * 100.0);
        Some(view! { <i style:left=left title="The first component saturates here"></i> })
    };
    view! {
        <div class="scale">
            <label for="load-scale">"Load"</label>
            <div class="track">
                <input
                    id="load-scale"
                    type="range"
                    min="0"
                    max=STEPS
                    step="1"
                    prop:value=move || step_of(scale.get())
                    aria-valuetext=move || format!("{} of today's peak", words::multiple(scale.get()))
                    on:input:target=move |event| scale.set(scale_of(event.target().value_as_number()))
                />
                <div class="ticks" aria-hidden="true">
                    <span style:left="0">"1x"</span>
                    <span style:left="50%">"10x"</span>
                    <span style:left="100%">"100x"</span>
                    {living(mark)}
                </div>
            </div>
            <div class="supposed">
                <output for="load-scale">{move || words::multiple(scale.get())}</output>
                <ProfileField />
            </div>
        </div>
    }
}

#[component]
fn StaleMark() -> AnyView {
    let session = use_session();
    living(move || match session.signals.freshness.get() {
        Freshness::Current | Freshness::Updating => None,
        Freshness::Unfinished | Freshness::Stale => {
            Some(view! { <span class="stale-mark" role="status">{icon(Icon::Reset)} "catching up"</span> })
        }
        Freshness::Stopped => Some(view! {
            <button class="stale-mark" on:click=move |_| session.restart_analysis()>"Analysis stopped. Start again"</button>
        }),
    })
}
