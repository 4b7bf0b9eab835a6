//! What fails during a run, and when it is back.

use crate::ui::prelude::*;
use linchpin_analysis::{Event, Outage};
use linchpin_document::RecordId;

use super::super::look::name;
use crate::platform;
use crate::session::{Session, use_session};

/// The failures, and what adds one.
#[component]
pub fn Outages() -> AnyView {
    let session = use_session();
    let outages = session.signals.simulation.outages;
    let rows = move || {
        let held = outages.get();
        held.iter().enumerate().map(|(index, outage)| row(session, index, *outage)).collect_view()
    };
    let choices = move || {
        let able = able_to_fail(session);
        able.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()
    };
    let add = move |text: String| {
        if let Some(event) = RecordId::parse(&text).ok().and_then(|id| session.event_of(id)) {
            session.add_outage(event);
        }
    };
    view! {
        <section aria-label="Failures during the run">
            <h3 class="group-heading">"Failures during the run"</h3>
            <div class="outages">
                {living(rows)}
                <select
                    aria-label="Let something fail"
                    prop:value=""
                    on:change:target=move |event| {
                        add(event.target().value());
                        event.target().set_value("");
                    }
                >
                    <option value="">"Let something fail \u{2026}"</option>
                    {living(choices)}
                </select>
            </div>
        </section>
    }
}

/// Everything that can fail, by name.
fn able_to_fail(session: Session) -> Vec<(RecordId, String)> {
    session.signals.report.track();
    let ids: Vec<RecordId> = session
        .read(|editor| {
            let design = editor.design();
            design.components().chain(design.boundaries()).map(|item| item.id).collect()
        })
        .unwrap_or_default();
    let able = ids.into_iter().filter(|id| session.event_of(*id).is_some());
    able.map(|id| (id, name(session, id))).collect()
}

fn row(session: Session, index: usize, outage: Outage) -> AnyView {
    let outages = session.signals.simulation.outages;
    let change = move |how: Box<dyn Fn(&mut Outage)>| {
        outages.update_untracked(|outages| {
            if let Some(outage) = outages.get_mut(index) {
                how(outage);
            }
        });
    };
    let seconds = |text: String| platform::number(text.trim()).filter(|seconds| *seconds >= 0.0);
    let what = match outage.event {
        Event::Instance(id, instance) => format!("{}, instance {}", name(session, id), instance + 1),
        event => name(session, event.record()),
    };
    let from = move |text: String| {
        seconds(text).iter().copied().for_each(|seconds| change(Box::new(move |outage| outage.from = seconds)));
    };
    let to = move |text: String| {
        let to = seconds(text);
        change(Box::new(move |outage| outage.to = to.map(|to| to.max(outage.from))));
    };
    let remove_at = move |index: usize| {
        outages.update(|outages| {
            outages.remove(index);
        });
    };
    let back = outage.to.map_or_else(String::new, |to| to.to_string());
    let labels = [
        format!("{what} fails after seconds"),
        format!("{what} is back after seconds"),
        format!("Let {what} not fail"),
    ];
    let [fails, returns, remove] = labels;
    view! {
        <div class="outage">
            <b>{what}</b>
            <input aria-label=fails type="text" inputmode="numeric" value=outage.from.to_string()
                on:input:target=move |event| from(event.target().value()) />
            <span>"to"</span>
            <input aria-label=returns type="text" inputmode="numeric" placeholder="end" value=back
                on:input:target=move |event| to(event.target().value()) />
            <span>"s"</span>
            <button class="ghost small" aria-label=remove on:click=move |_| remove_at(index)>"\u{00d7}"</button>
        </div>
    }
}
