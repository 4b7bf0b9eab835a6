//! What is said of numbers that are on their way, or will not come by themselves.

use crate::ui::prelude::*;

use crate::session::{Session, Topic, use_session};
use crate::studies::Standing;

/// What each topic is called, in the order of [`Topic`]: the start and the middle of a sentence.
const NAMES: [(&str, &str); 9] = [
    ("Availability", "availability"),
    ("What single failures overload", "what single failures overload"),
    ("What this overloads", "what this overloads"),
    ("The run", "the run"),
    ("How long answers take", "how long answers take"),
    ("How soon requests are answered again", "how soon requests are answered again"),
    ("How far the load may grow", "how far the load may grow"),
    ("What helps", "what helps"),
    ("The plan", "the plan"),
];

/// Whether what is shown is about an earlier design.
pub fn is_old(session: Session, topic: Topic) -> bool {
    session.standing(topic) != Standing::Current
}

/// Says that an answer is under way or will not come, and offers what can be done about it.
#[component]
pub fn StandingNote(topic: Topic) -> AnyView {
    let session = use_session();
    let (start, middle) = NAMES[topic as usize];
    living(move || {
        let (text, button) = match session.standing(topic) {
            Standing::Current | Standing::Due | Standing::Outdated => return None,
            Standing::Computing => (format!("Computing {middle} ..."), "Cancel"),
            Standing::Cancelled => (format!("Cancelled. {start} is not known for this design."), "Compute again"),
            Standing::Failed => (format!("Computing {middle} broke off, perhaps for want of memory."), "Compute again"),
            Standing::Unreachable => (
                format!("What computes {middle} could not be loaded. Is there a connection? All else goes on."),
                "Try again",
            ),
        };
        let computing = button == "Cancel";
        let act = move |_| if computing { session.cancel(topic) } else { session.ask(topic) };
        Some(view! {
            <div class="standing" class:computing=computing role="status">
                <span class="grow">{text}</span>
                <button class="small" on:click=act>{button}</button>
            </div>
        })
    })
}
