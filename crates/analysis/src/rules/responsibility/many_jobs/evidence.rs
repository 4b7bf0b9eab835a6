//! What a design says that a service is there for.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::Item;

use super::jobs::{FEWEST_OF_WEAK, may_name_several};
use crate::facts::Facts;
use crate::rules::services::{is_code, is_database};

/// Everything said of one service.
#[derive(Default)]
pub(super) struct Evidence<'a> {
    /// Its components, by number: alternatives in a pool are one service.
    pub(super) members: Vec<usize>,
    /// The jobs declared.
    pub(super) declared: Vec<&'a str>,
    /// The endpoints it handles.
    pub(super) endpoints: Vec<&'a Item>,
    /// The entities it owns.
    pub(super) entities: Vec<&'a Item>,
    /// The databases it writes, one of each service.
    pub(super) stores: Vec<usize>,
}

/// What is said of each service that runs code, in the order of their first components.
pub(super) fn gather<'a>(facts: &Facts<'a, '_>) -> impl Iterator<Item = Evidence<'a>> {
    let model = facts.model;
    let speaking = speaking(facts);
    let speaks = |index: usize| speaking[facts.services.of_component(index)] && facts.is_in_use(index);
    // By the first component of each service.
    let mut services: Vec<Option<Evidence<'a>>> = Vec::new();
    services.resize_with(model.components.len(), || None);
    for (index, component) in model.components.iter().enumerate().filter(|(index, one)| speaks(*index) && is_code(one))
    {
        let evidence = services[facts.services.of_component(index)].get_or_insert_default();
        evidence.members.push(index);
        let declared = component.item.text(Property::Responsibilities).unwrap_or_default();
        for job in declared.split(['\n', ';']).map(str::trim).filter(|job| !job.is_empty()) {
            if !evidence.declared.contains(&job) {
                evidence.declared.push(job);
            }
        }
        let calls = model.outgoing.get(index).iter().map(|call| &model.connections[*call]);
        let databases = calls.filter(|call| call.is_request() && is_database(&model.components[call.to]));
        for store in databases.map(|call| facts.services.of_component(call.to)) {
            if !evidence.stores.contains(&store) {
                evidence.stores.push(store);
            }
        }
    }
    let service = |id| model.component_of(id).map(|component| facts.services.of_component(component));
    for endpoint in facts.design.of_type(RecordType::Endpoint) {
        let handlers = endpoint.references(Property::Handlers).iter().filter_map(|id| model.component_of(*id));
        for service in facts.services.distinct(&handlers.collect::<Vec<_>>()) {
            services[service].iter_mut().for_each(|evidence| evidence.endpoints.push(endpoint));
        }
    }
    for entity in facts.design.of_type(RecordType::Entity) {
        if let Some(owner) = entity.reference(Property::Owner).and_then(service) {
            services[owner].iter_mut().for_each(|evidence| evidence.entities.push(entity));
        }
    }
    services.into_iter().flatten()
}

/// The services of which anything is said that could tell jobs apart: most designs say little, and this is
/// asked on every change.
fn speaking(facts: &Facts) -> Vec<bool> {
    let (model, design) = (facts.model, facts.design);
    let described = design.count(RecordType::Endpoint) + design.count(RecordType::Entity) > 0;
    let mut speaking = vec![described; model.components.len()];
    for (index, component) in model.components.iter().enumerate().filter(|_| !described) {
        let calls_many = model.outgoing.get(index).len() >= FEWEST_OF_WEAK;
        let says = || may_name_several(component.name()) || component.item.text(Property::Responsibilities).is_some();
        if calls_many || says() {
            speaking[facts.services.of_component(index)] = true;
        }
    }
    speaking
}
