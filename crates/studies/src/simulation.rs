//! A run, told moment by moment.

use linchpin_analysis::{Experiment, Layout, SimulationReport, SimulationRun, Unsimulable};
use linchpin_document::Design;

use crate::{Answer, Progress};

/// Moments of a run, at most, and at least.
const MOMENTS: (f64, f64) = (60.0, 600.0);
/// Records all moments together speak of, at most: they are kept by whoever plays the run.
const MOST_TOLD: f64 = 1e6;
/// After so many moments what is known so far is told, too.
const REPORT_EVERY: u64 = 40;
/// Events between two looks at how far the run is.
const SLICE: u64 = 100_000;

/// Runs the experiment to its end.
pub(crate) fn run(
    design: &Design,
    experiment: &Experiment,
    tell: &mut dyn FnMut(Progress),
) -> Result<SimulationReport, Unsimulable> {
    let mut run = SimulationRun::new(design, experiment)?;
    let step = experiment.duration / moments(run.layout());
    tell(Progress::Layout(run.layout().clone(), step));
    tell(Progress::Moment(run.moment()));
    let mut told = 0;
    while run.ending().is_none() {
        let until = step * (told + 1) as f64;
        if !run.advance_to(until.min(experiment.duration), SLICE) {
            tell(Progress::Share(run.now() / experiment.duration));
            continue;
        }
        told += 1;
        tell(Progress::Moment(run.moment()));
        if told % REPORT_EVERY == 0 {
            tell(Progress::SoFar(Answer::Simulation(Ok(run.report()))));
        }
    }
    Ok(run.report())
}

/// How many moments are told of a design like this.
fn moments(layout: &Layout) -> f64 {
    let records = layout.journeys.len() + layout.components.len() + layout.connections.len();
    (MOST_TOLD / records.max(1) as f64).clamp(MOMENTS.0, MOMENTS.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use linchpin_testkit::design;

    #[test]
    fn a_run_is_told_moment_by_moment_in_equal_steps() {
        let design = design("web:web-client -> s:service -> db:relational-database");
        let experiment = Experiment::lasting(60.0);
        let (mut moments, mut steps) = (Vec::new(), Vec::new());
        let report = run(&design, &experiment, &mut |progress| match progress {
            Progress::Moment(moment) => moments.push(moment),
            Progress::Layout(_, step) => steps.push(step),
            _ => {}
        });
        let [step] = steps[..] else { panic!("one layout is told: {steps:?}") };
        assert_eq!(moments.len(), (60.0 / step).round() as usize + 1);
        for (index, moment) in moments.iter().enumerate().skip(1) {
            assert!(moment.now <= step * index as f64 + 1e-9 && moment.now > step * (index - 1) as f64 - 1.0);
        }
        let last = moments.last().unwrap();
        assert_eq!(last.journeys.iter().map(|one| one.offered).collect::<Vec<_>>(), {
            let report = report.unwrap();
            report.journeys.iter().map(|one| one.requests.offered).collect::<Vec<_>>()
        });
    }
}
