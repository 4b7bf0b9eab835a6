//! Puts together what the parts of the analysis found into the report.

use crate::facts::Facts;
use crate::model::components::Component;
use crate::model::connections::Connection;
use crate::report::*;
use crate::rules::failure::single_failures::Marks;
use crate::structure::compile::Reading;
use crate::structure::outcome::{outcome, overall};
use linchpin_catalog::Property;

/// Writes the report.
pub(crate) fn report(facts: &Facts, findings: Vec<Finding>, marks: &Marks) -> Report {
    let journeys = facts.journeys();
    Report {
        system: system(&journeys, &facts.traffic.shares, marks),
        findings,
        journeys,
        components: facts.components(marks),
        boundaries: facts.boundaries(marks),
        connections: facts.connections(),
        ladder: facts.ladder.to_vec(),
        // The first of several equal ones.
        bottleneck: facts.ladder.iter().find(|rung| !rung.resource.refuses()).map(|rung| rung.component),
    }
}

fn system(journeys: &[JourneyReport], shares: &[f64], marks: &Marks) -> SystemReport {
    let peak = journeys.iter().fold(0.0, |sum, journey| sum + journey.peak);
    let share = |wanted: &dyn Fn(Outcome) -> bool| -> f64 {
        let hit = journeys.iter().zip(shares).filter(|(journey, _)| wanted(journey.outcome));
        hit.fold(0.0, |sum: f64, (_, share)| sum + share).min(1.0)
    };
    SystemReport {
        outcome: overall(journeys.iter().map(|journey| journey.outcome)),
        peak,
        down_share: share(&|outcome| outcome == Outcome::Down),
        partly_down_share: share(&|outcome| outcome == Outcome::PartlyDown),
        degraded_share: share(&|outcome| matches!(outcome, Outcome::Degraded | Outcome::Incomplete)),
        single_points: marks.count(),
    }
}

impl Facts<'_, '_> {
    fn journeys(&self) -> Vec<JourneyReport> {
        let report = |journey: &crate::model::Journey| JourneyReport {
            entry: self.model.components[journey.entry].item.id,
            endpoint: self.model.endpoint_of(journey),
            class: journey.class,
            peak: journey.peak,
            outcome: outcome(self.compiled, journey.duty, |node| self.asked.holds(node)),
        };
        self.model.journeys.iter().map(report).collect()
    }

    fn components(&self, marks: &Marks) -> Vec<ComponentReport> {
        let copied_to = self.copied_to();
        let report = |(index, component): (usize, &Component)| {
            let up = self.asked.instances_up(index);
            let rate = self.load.asked[index].rate;
            let carries = !component.traits.entry;
            let used = self.load.utilisation[index].filter(|_| carries);
            let scaled = Rate { read: rate.read * self.scale, write: rate.write * self.scale };
            ComponentReport {
                id: component.item.id,
                state: self.state(index, copied_to[index]),
                instances_up: up,
                instances: if carries { component.instances } else { 0 },
                rate: scaled,
                ceiling: carries.then(|| crate::load::ceiling(component, up)),
                utilisation: used.map(|used| used.value * self.scale),
                bound_by: used.map(|used| used.resource),
                single_point: marks.components[index],
                managed: component.managed,
                spread: component.spread,
                failover: component.kind.has(Property::Failover).then_some(component.failover),
            }
        };
        self.model.components.iter().enumerate().map(report).collect()
    }

    /// The components something in use copies its data to or has standing by.
    fn copied_to(&self) -> Vec<bool> {
        let mut copied_to = vec![false; self.model.components.len()];
        for connection in self.model.connections.iter().filter(|connection| connection.takes_over()) {
            copied_to[connection.to] |= self.is_used(connection.from);
        }
        copied_to
    }

    fn is_used(&self, component: usize) -> bool {
        self.model.duties.of_component(component).next().is_some()
    }

    fn state(&self, index: usize, stands_by: bool) -> ComponentState {
        let holds = |node| self.asked.holds(node);
        let duties = || self.model.duties.of_component(index);
        let works = |reading| duties().filter(|duty| holds(self.compiled.works(*duty, reading))).count();
        let count = duties().count();
        if !holds(self.compiled.alive[index]) {
            ComponentState::Failed
        } else if count == 0 {
            if stands_by { ComponentState::Idle } else { ComponentState::Unused }
        } else if works(Reading::Some) == 0 {
            ComponentState::Down
        } else if works(Reading::All) < count {
            ComponentState::PartlyDown
        } else if duties().any(|duty| self.leaves_work_undone(duty)) {
            ComponentState::Incomplete
        } else if works(Reading::Full) < count {
            ComponentState::Degraded
        } else if self.load.asked[index].rate.total() > 0.0 {
            ComponentState::Serving
        } else {
            ComponentState::Idle
        }
    }

    /// Whether a pool this duty hands work to does not take it.
    fn leaves_work_undone(&self, duty: usize) -> bool {
        let undone = |need: &crate::model::duties::Need| {
            let members = self.model.duties.members(need).iter();
            let serves = |duty| self.asked.holds(self.compiled.serves(duty, Reading::All));
            need.handed_over && members.filter(|member| serves(member.duty)).count() < need.at_least as usize
        };
        self.model.duties.needs(duty).iter().any(undone)
    }

    fn boundaries(&self, marks: &Marks) -> Vec<BoundaryReport> {
        let is_down = |at: &usize| self.model.boundaries[*at].event.is_some_and(|event| self.asked.is_down(event));
        let report = |(index, boundary): (usize, &crate::model::placement::Boundary)| BoundaryReport {
            id: boundary.item.id,
            failure_domain: boundary.failure_domain,
            single_point: marks.boundaries[index],
            failed: boundary.domains.iter().any(is_down),
        };
        self.model.boundaries.iter().enumerate().map(report).collect()
    }

    fn connections(&self) -> Vec<ConnectionReport> {
        let uses = self.uses();
        let report = |(index, connection): (usize, &Connection)| {
            let rate = self.load.calls[index];
            let stands_by = connection.takes_over() && self.is_used(connection.from);
            let down = |end: usize| !self.asked.holds(self.compiled.alive[end]);
            let use_of = uses[index];
            ConnectionReport {
                id: connection.item.id,
                rate: Rate { read: rate.read * self.scale, write: rate.write * self.scale },
                active: use_of.is_some() || stands_by,
                broken: match use_of {
                    Some(serves) => !serves,
                    None => stands_by && (down(connection.from) || down(connection.to)),
                },
                interaction: connection.interaction,
                dependency: connection.dependency,
                when: ResolvedChoice { value: connection.usage.value.when(), guessed: connection.usage.guessed },
                pool: connection.pool.and_then(|pool| self.pool(pool)),
                priority: connection.priority,
            }
        };
        self.model.connections.iter().enumerate().map(report).collect()
    }

    /// Of each connection in use, whether what it is used for is done at its other end.
    fn uses(&self) -> Vec<Option<bool>> {
        let mut uses = vec![None; self.model.connections.len()];
        let duties = &self.model.duties;
        let members = (0..duties.len()).flat_map(|duty| duties.needs(duty)).flat_map(|need| duties.members(need));
        for member in members {
            let serves = self.asked.holds(self.compiled.serves(member.duty, Reading::Some));
            *uses[member.connection].get_or_insert(false) |= serves;
        }
        uses
    }

    fn pool(&self, index: usize) -> Option<PoolReport> {
        let pool = &self.model.pools[index];
        let id = |member: &usize| self.model.connections[*member].item.id;
        let first = pool.members.first().map(|member| &self.model.components[self.model.connections[*member].to]);
        (pool.members.len() > 1).then(|| PoolReport {
            name: pool.name.or(first.map(Component::name)).unwrap_or_default().to_owned(),
            guessed: pool.name.is_none(),
            size: pool.members.len() as u32,
            members: pool.members.iter().take(PoolReport::MOST_MEMBERS).map(id).collect(),
            needs: pool.needs,
        })
    }
}
