//! From a study to its answer.

use linchpin_analysis::{aftermath, contingencies, latency, recovery, reliability};
use linchpin_document::Design;

use crate::fixes::{harden, offers};
use crate::load::load;
use crate::{Answer, Progress, Study, simulation};

/// Carries out a study of a design. `tell` hears how far it is, where that takes long enough to matter.
pub fn run(design: &Design, study: &Study, tell: &mut dyn FnMut(Progress)) -> Answer {
    match study {
        Study::Availability(query) => Answer::Availability(reliability(design, query)),
        Study::Contingencies(query) => Answer::Contingencies(contingencies(design, query)),
        Study::Recovery => Answer::Recovery(recovery(design)),
        Study::Load(query) => Answer::Load(Box::new(load(design, query))),
        Study::Latency(query) => Answer::Latency(latency(design, query)),
        Study::Aftermath(query) => Answer::Aftermath(aftermath(design, query)),
        Study::Fixes(query) => Answer::Fixes(offers(design, query)),
        Study::Harden(query) => Answer::Harden(harden(design, query, tell).map(Box::new)),
        Study::Simulation(experiment) => Answer::Simulation(simulation::run(design, experiment, tell)),
    }
}
