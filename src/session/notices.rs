//! What is told in passing.

use super::{Notice, NoticeAction, Session};

impl Session {
    /// Tells something in passing.
    pub fn tell(&self, text: &str) {
        self.notify(text, false, None);
    }

    /// Tells that something went wrong.
    pub fn tell_trouble(&self, text: &str) {
        self.notify(text, true, None);
    }

    /// Shows a notice for a while; troubles stay longer.
    pub fn notify(&self, text: &str, trouble: bool, action: Option<NoticeAction>) {
        let notices = self.signals.notices;
        let number = self.signals.noticed.get_untracked();
        self.signals.noticed.set(number + 1);
        notices.update(|held| {
            held.retain(|notice| notice.text != text);
            held.push(Notice { number, text: text.to_owned(), trouble, action });
        });
        let shown_for = if trouble { 12_000 } else { 6_000 };
        gloo_timers::callback::Timeout::new(shown_for, move || {
            notices.update(|held| held.retain(|notice| notice.number != number));
        })
        .forget();
    }
}
