//! The circuit breaker of one call.

use crate::network::Breaker;

/// Whether calls go through.
#[derive(Clone, Copy, Debug, Default)]
pub struct BreakerState {
    /// Failed attempts in a row while closed.
    failures: u32,
    /// Set while open: until when at least.
    open_until: Option<f64>,
    /// One call is out to see whether the called is well again.
    is_probing: bool,
}

/// What a breaker says to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go.
    Pass,
    /// Go, and what comes of it decides for all.
    Probe,
    /// Fail at once.
    Refuse,
}

impl BreakerState {
    /// Whether it would refuse a call now.
    pub fn refuses(&self, now: f64) -> bool {
        self.open_until.is_some_and(|until| now < until || self.is_probing)
    }

    /// Asks before an attempt.
    pub fn ask(&mut self, now: f64) -> Verdict {
        match self.open_until {
            None => Verdict::Pass,
            Some(_) if self.refuses(now) => Verdict::Refuse,
            Some(_) => {
                self.is_probing = true;
                Verdict::Probe
            }
        }
    }

    /// Hears how an attempt ended. While open, only the probe counts: the others were made before.
    pub fn hear(&mut self, settings: Breaker, answered: bool, is_probe: bool, now: f64) {
        if self.open_until.is_some() && !is_probe {
            return;
        }
        if answered {
            *self = Self::default();
            return;
        }
        self.failures += 1;
        self.is_probing = false;
        if is_probe || self.failures >= settings.failures {
            self.open_until = Some(now + settings.open_for);
        }
    }

    /// The probe's caller is gone: another call may try.
    pub fn lose_probe(&mut self) {
        self.is_probing = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_probes_and_closes() {
        let settings = Breaker { failures: 2, open_for: 10.0 };
        let mut breaker = BreakerState::default();
        breaker.hear(settings, false, false, 0.0);
        breaker.hear(settings, true, false, 0.0);
        breaker.hear(settings, false, false, 1.0);
        assert_eq!(breaker.ask(1.0), Verdict::Pass);
        breaker.hear(settings, false, false, 2.0);
        assert_eq!(breaker.ask(11.9), Verdict::Refuse);
        assert_eq!((breaker.ask(12.0), breaker.ask(12.0)), (Verdict::Probe, Verdict::Refuse));
        breaker.hear(settings, true, false, 12.5);
        assert_eq!(breaker.ask(12.5), Verdict::Refuse, "an old call says nothing");
        breaker.hear(settings, false, true, 13.0);
        assert_eq!((breaker.ask(22.9), breaker.ask(23.0)), (Verdict::Refuse, Verdict::Probe));
        breaker.lose_probe();
        assert_eq!(breaker.ask(23.0), Verdict::Probe);
        breaker.hear(settings, true, true, 24.0);
        assert_eq!(breaker.ask(24.0), Verdict::Pass);
    }
}
