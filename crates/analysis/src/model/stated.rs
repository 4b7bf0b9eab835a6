//! What records say themselves, read in one pass each: looking properties up one by one would cost
//! more than all else that is done with them.

use linchpin_catalog::{Asks, ComponentKind, Dependency, Interaction, Param, Property, Weight, When};
use linchpin_document::{Item, RecordId, Value};

/// What a component's record says.
pub(super) struct StatedComponent {
    pub(super) kind: ComponentKind,
    pub(super) managed: Option<bool>,
    pub(super) spread: Option<bool>,
    numbers: Vec<(Property, f64)>,
}

impl StatedComponent {
    pub(super) fn of(item: &Item) -> Self {
        let mut stated = Self { kind: ComponentKind::Generic, managed: None, spread: None, numbers: Vec::new() };
        for (key, value) in item.values() {
            match (key.known(), value) {
                (Some(Property::Kind), Value::Text(id)) => {
                    stated.kind = ComponentKind::from_id(id).unwrap_or(stated.kind);
                }
                (Some(Property::Managed), Value::Flag(flag)) => stated.managed = Some(*flag),
                (Some(Property::Spread), Value::Flag(flag)) => stated.spread = Some(*flag),
                (Some(property), Value::Number(number)) => stated.numbers.push((property, *number)),
                _ => {}
            }
        }
        stated
    }

    /// The number the analysis uses, if the kind has the property.
    pub(super) fn param(&self, property: Property) -> Option<Param> {
        let default = self.kind.default(property)?;
        Some(self.number(property).map_or(default, Param::typed))
    }

    /// The same; where nothing is typed, in keeping with what is typed for its ceilings.
    pub(super) fn usual(&self, property: Property) -> Option<Param> {
        let usual = self.kind.usual(property, |other| self.number(other))?;
        Some(self.number(property).map_or(usual, Param::typed))
    }

    fn number(&self, property: Property) -> Option<f64> {
        self.numbers.iter().find(|(key, _)| *key == property).map(|(_, number)| *number)
    }
}

/// What a connection's record says.
#[derive(Debug, Clone, Default)]
pub(crate) struct StatedConnection<'a> {
    pub(super) from: Option<RecordId>,
    pub(super) to: Option<RecordId>,
    pub(super) interaction: Option<Interaction>,
    pub(super) dependency: Option<Dependency>,
    pub(super) when: Option<When>,
    pub(super) share: Option<f64>,
    pub(super) availability: Option<f64>,
    pub(super) asks: Option<Asks>,
    pub(super) calls: Option<f64>,
    pub(super) payload: Option<f64>,
    /// The name of its pool; an empty one counts as unset.
    pub(super) pool: Option<&'a str>,
    pub(super) pool_needs: Option<f64>,
    pub(super) priority: Option<f64>,
    pub(super) weight: Option<Weight>,
    /// The name of the group it is called at once with; an empty one counts as unset.
    pub(super) group: Option<&'a str>,
    pub(super) retries: Option<f64>,
    pub(super) circuit_breaker: bool,
}

impl<'a> StatedConnection<'a> {
    pub(super) fn of(item: &'a Item) -> Self {
        let mut stated = Self::default();
        for (key, value) in item.values() {
            match (key.known(), value) {
                (Some(property), Value::Text(text)) => stated.read_text(property, text),
                (Some(property), Value::Number(number)) => stated.read_number(property, *number),
                (Some(Property::From), Value::Reference(id)) => stated.from = Some(*id),
                (Some(Property::To), Value::Reference(id)) => stated.to = Some(*id),
                (Some(Property::CircuitBreaker), Value::Flag(flag)) => stated.circuit_breaker = *flag,
                _ => {}
            }
        }
        stated
    }

    fn read_text(&mut self, property: Property, text: &'a str) {
        match property {
            Property::Interaction => self.interaction = Interaction::from_id(text),
            Property::Dependency => self.dependency = Dependency::from_id(text),
            Property::When => self.when = When::from_id(text),
            Property::Asks => self.asks = Asks::from_id(text),
            Property::Weight => self.weight = Weight::from_id(text),
            Property::Group => self.group = Some(text.trim()).filter(|name| !name.is_empty()),
            Property::Pool => self.pool = Some(text.trim()).filter(|name| !name.is_empty()),
            _ => {}
        }
    }

    fn read_number(&mut self, property: Property, number: f64) {
        match property {
            Property::Share => self.share = Some(number),
            Property::Availability => self.availability = Some(number),
            Property::Calls => self.calls = Some(number),
            Property::Payload => self.payload = Some(number),
            Property::PoolNeeds => self.pool_needs = Some(number),
            Property::Priority => self.priority = Some(number),
            Property::Retries => self.retries = Some(number),
            _ => {}
        }
    }
}
