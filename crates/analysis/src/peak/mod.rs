//! A peak while it passes: whether scaling out keeps up with the ramp, and how what waits piles up and
//! drains.
//!
//! Every component is a fluid by itself. At a time t the journeys are at the parts f of their peaks that their
//! profiles say, and as all load is linear in them, r(t) requests a second come, the sum of f r, which use
//! U(t) of the instances there are at least, the largest sum of f u of any resource. With n instances of
//! these n0 it is U n0 / n.
//!
//! - What answers requests has r (1 - 1 / U) a second too many while U is above 1: they wait until somebody
//!   gives up, or are refused.
//! - What works off messages does min(c, r + what waits) of them, c = r / U at the peak; the rest waits, as far
//!   as its queue has room.
//! - What scales out looks every 15 s at its utilisation u, at most 1, and orders ceil(n u / target) instances,
//!   which work once the time to scale out has passed; fewer only after five minutes.
//!
//! What arrives is taken to be what would if all before it kept up, so that each is seen with its full load. Limits
//! on rates are kept: what they refuse comes to nobody, and is told of what refuses. The extra load while a backlog
//! drains is for the simulation.

mod curve;
mod fluid;
mod journeys;
mod levels;
mod report;
mod scaler;

use linchpin_catalog::Property;
use linchpin_document::{Arrange, Design};

use crate::Prepared;
use crate::load::{Asked, Load, ladder, takes_from_a_queue, uses};
use crate::model::components::Component;
use crate::model::{Journey, Model};
use crate::query::Query;
use crate::report::Resource;
use crate::structure::compile::Reading;
use crate::structure::scenario::Scenario;
use curve::{Curves, Window};
use fluid::{Clock, Fluid, Inflow};
use levels::Levels;
use scaler::Scaler;

pub use report::{Backlog, JourneyPeak, PeakComponent, PeakReport, PeakSeries, PeakVerdict, Scaling};

/// Looks often enough for autoscaling, but cuts no time into fewer steps than this.
const FEWEST_STEPS: f64 = 288.0;
const LONGEST_STEP: f64 = 15.0;

/// Lets the peak of a design pass, at the scale and in the profile of the query and with what it says has failed.
/// To be asked apart from [`crate::analyse`].
pub fn peak(design: &Design, query: &Query) -> PeakReport {
    Prepared::of(design).peak(query)
}

impl Prepared<'_> {
    /// What a peak does while it passes, as [`peak`] gives it.
    pub fn peak(&self, query: &Query) -> PeakReport {
        let Self { model, compiled, .. } = self;
        let scenario = self.scenario(&query.failed);
        let (curves, scale) = (Curves::of(model, query.profile), query.usable_scale());
        let window = Window::of(&curves.all);
        let step = LONGEST_STEP.min(window.seconds / FEWEST_STEPS);
        let steps = (window.seconds / step).round() as usize;
        let known: Vec<Vec<f64>> = (0..steps).map(|number| curves.parts(number as f64 * step, &window)).collect();
        let load = Load::of(model, compiled, &scenario, scale);
        let of_curve = |number: usize| {
            let part = |journey: usize| if curves.of_journey[journey] == number { scale } else { 0.0 };
            Load::of_part(model, compiled, &scenario, 0.0, part)
        };
        let (levels, loads) = match load.limits.is_empty() {
            true => (Levels::alone(steps), (0..curves.all.len()).map(of_curve).collect()),
            false => (Levels::of(model, compiled, &scenario, scale, &curves, &known), Vec::new()),
        };
        let surge = Surge { model, scenario: &scenario, loads: &loads, levels: &levels };
        let clock = Clock { window: &window, curves: &curves, steps, step, known: &known, levels: &levels.of_step };
        let components = surge.components(&clock);
        let rungs = ladder(model, compiled, &scenario, &load);
        let answered = |journey: &Journey| scenario.holds(compiled.serves(journey.duty, Reading::Some));
        let answered: Vec<bool> = model.journeys.iter().map(answered).collect();
        PeakReport {
            seconds: window.seconds,
            step: window.seconds / clock.points() as f64,
            requests: requests(model, &clock, scale),
            journeys: journeys::verdicts(model, &load.flows, &answered, &components, &rungs),
            components,
        }
    }
}

/// What all entries send, point by point.
fn requests(model: &Model, clock: &Clock, scale: f64) -> Vec<f64> {
    let mut requests = vec![0.0; clock.points()];
    for (step, parts) in clock.known.iter().enumerate() {
        let journeys = model.journeys.iter().zip(&clock.curves.of_journey);
        // A sum of nothing is -0, and which zero is the larger differs between machines.
        let all = journeys.fold(0.0, |sum, (journey, curve)| sum + parts[*curve] * journey.peak * scale);
        let point = &mut requests[clock.point(step)];
        *point = all.max(*point);
    }
    requests
}

/// Whether anything happens to it.
fn is_telling(of: &PeakComponent) -> bool {
    let scales = of.scaling.is_some_and(|scaling| scaling.reached > scaling.fewest);
    of.overloaded > 0.0 || of.beyond > 0.0 || scales || of.backlog.is_some_and(|backlog| backlog.most > 0.0)
}

/// What comes while the peak passes.
struct Surge<'a, 'b> {
    model: &'b Model<'a>,
    scenario: &'b Scenario,
    /// The load of every curve at its peak, which add up unless rates are limited.
    loads: &'b [Load],
    /// The load at every level, where they are.
    levels: &'b Levels,
}

impl Surge<'_, '_> {
    /// What becomes of everything, the worst first.
    fn components(&self, clock: &Clock) -> Vec<PeakComponent> {
        let mut fluids: Vec<Fluid> = (0..self.model.components.len()).filter_map(|index| self.fluid(index)).collect();
        fluids.extend(self.levels.limits.iter().filter_map(|(component, coming)| {
            let limit = Fluid::new(self.model.components[*component].item.id, Inflow::Levels(coming.clone()), 1);
            (limit.inflow.highest().1 > 1.0).then_some(limit)
        }));
        let most = |of: &Fluid| of.inflow.highest().1;
        fluids.arrange_by(|a, b| most(b).total_cmp(&most(a)).then(a.component.cmp(&b.component)));
        fluids.truncate(PeakReport::MOST_COMPONENTS);
        let mut components: Vec<PeakComponent> = fluids.into_iter().map(|fluid| fluid.run(clock)).collect();
        components.retain(is_telling);
        let gravity = |of: &PeakComponent| (of.overloaded, of.utilisation);
        components.arrange_by(|a, b| gravity(b).partial_cmp(&gravity(a)).unwrap_or(std::cmp::Ordering::Equal));
        components
    }

    /// What becomes of a component, where anything can.
    fn fluid(&self, index: usize) -> Option<Fluid> {
        let component = &self.model.components[index];
        let up = self.scenario.instances_up(index);
        let inflow = self.inflow(index, up);
        let (_, highest, _) = inflow.highest();
        let scaler = scaler(component, up, highest);
        if up == 0 || component.traits.entry || highest <= 1.0 && scaler.is_none() {
            return None;
        }
        let mut fluid = Fluid::new(component.item.id, inflow, up);
        fluid.scaler = scaler;
        fluid.messages = takes_from_a_queue(self.model, index);
        fluid.room = self.room(index);
        Some(fluid)
    }

    fn inflow(&self, index: usize, up: u32) -> Inflow {
        if let Some(coming) = self.levels.coming.get(index) {
            return Inflow::Levels(coming.clone());
        }
        let (component, asked) = (&self.model.components[index], || self.loads.iter().map(|load| load.asked[index]));
        Inflow::Straight {
            rates: asked().map(|asked| asked.rate.total()).collect(),
            uses: asked().map(|asked| linear_uses(component, up, asked)).collect(),
        }
    }

    /// How many messages the queues a component takes from have room for.
    fn room(&self, index: usize) -> f64 {
        let room = |connection: &usize| {
            let queue = self.model.connections[*connection].from;
            let limit = self.model.components[queue].item.number(Property::QueueLimit)?;
            Some(limit * f64::from(self.scenario.instances_up(queue)))
        };
        self.model.incoming.get(index).iter().filter_map(room).fold(f64::INFINITY, f64::min)
    }
}

/// How much of each resource is used, in terms that add up over journeys: the network each way apart.
fn linear_uses(component: &Component, up: u32, asked: Asked) -> Vec<(Resource, f64)> {
    let (mut there, mut back) = (asked, asked);
    there.traffic.outgoing = 0.0;
    back.traffic.incoming = 0.0;
    let all = uses(component, up, there).into_iter().chain(uses(component, up, back).into_iter().skip(3));
    all.flatten().map(|(resource, used)| (resource, used.value)).collect()
}

/// What scales a component out, if its design says so.
fn scaler(component: &Component, up: u32, highest: f64) -> Option<Scaler> {
    let value = |property| component.item.param(property).map(|param| param.value);
    let may = component.kind.has(Property::MaxInstances);
    let most = component.item.number(Property::MaxInstances).filter(|_| may)? as u32;
    let (target, delay) = (value(Property::ScaleAt)?, value(Property::ScaleOutTime)?);
    (most > up && highest > 0.0).then(|| Scaler::new(up, most, target, delay))
}
