//! Whether a condition holds for a component.

use linchpin_catalog::{Property, ValueType};

use super::conditions::{Comparison, Condition, Field, Wanted};
use crate::facts::Facts;
use crate::model::components::Component;

/// Whether it does. What a kind does not have meets no condition.
pub(super) fn holds(facts: &Facts, index: usize, condition: &Condition) -> bool {
    let component = &facts.model.components[index];
    let found = match condition.field {
        Field::Property(property) => return of_property(component, property, condition),
        Field::Kind => condition.value == Wanted::Kind(component.kind),
        Field::Name => is_called(component.name(), condition),
        Field::Calls => neighbours(facts, index, condition, true),
        Field::CalledBy => neighbours(facts, index, condition, false),
        Field::Inside => inside(facts, component, condition),
    };
    found != (condition.comparison == Comparison::Not)
}

/// Upper and lower case are the same in ASCII only.
fn is_called(name: &str, condition: &Condition) -> bool {
    let Wanted::Text(wanted) = condition.value else { return false };
    match condition.comparison {
        Comparison::Contains => name.to_ascii_lowercase().contains(&wanted.to_ascii_lowercase()),
        _ => name.eq_ignore_ascii_case(wanted),
    }
}

fn neighbours(facts: &Facts, index: usize, condition: &Condition, calls: bool) -> bool {
    let model = facts.model;
    let side = if calls { &model.outgoing } else { &model.incoming };
    let connections = side.get(index).iter().map(|at| &model.connections[*at]);
    let mut others = connections
        .filter(|connection| connection.carries_calls())
        .map(|connection| &model.components[if calls { connection.to } else { connection.from }]);
    others.any(|other| condition.value == Wanted::Kind(other.kind) || is_called(other.name(), condition))
}

fn inside(facts: &Facts, component: &Component, condition: &Condition) -> bool {
    let mut around = facts.design.ancestors(component.item.id).filter_map(|id| facts.design.get(id));
    around.any(|boundary| {
        condition.value == Wanted::Boundary(boundary.boundary_kind()) || is_called(boundary.name(), condition)
    })
}

fn of_property(component: &Component, property: Property, condition: &Condition) -> bool {
    if !component.kind.has(property) {
        return false;
    }
    match (property.spec().value, condition.value) {
        (ValueType::Number(_), Wanted::Number(wanted)) => {
            let found = component.item.number(property);
            let found = found.or_else(|| component.kind.default(property).map(|param| param.value));
            found.is_some_and(|found| compare(found, condition.comparison, wanted))
        }
        (ValueType::Choice(_), Wanted::Choice(wanted)) => {
            let found = match property {
                Property::Failover => Some(component.failover.value.id()),
                _ => component.item.text(property),
            };
            (found == Some(wanted)) != (condition.comparison == Comparison::Not)
        }
        (_, Wanted::Flag(wanted)) => {
            let found = match property {
                Property::Managed => component.managed.value,
                Property::Spread => component.spread.value,
                _ => component.item.flag(property).unwrap_or(false),
            };
            (found == wanted) != (condition.comparison == Comparison::Not)
        }
        _ => false,
    }
}

fn compare(found: f64, comparison: Comparison, wanted: f64) -> bool {
    match comparison {
        Comparison::AtLeast => found >= wanted,
        Comparison::AtMost => found <= wanted,
        Comparison::Above => found > wanted,
        Comparison::Below => found < wanted,
        Comparison::Is => found == wanted,
        Comparison::Not => found != wanted,
        Comparison::Contains => false,
    }
}
