//! What components of a kind usually call.

use crate::kind::ComponentKind;
use crate::kind::ComponentKind as K;

impl ComponentKind {
    /// The kinds that components of this kind most often call, the most usual first: at least one.
    pub fn usual_callees(self) -> &'static [ComponentKind] {
        match self {
            K::WebClient => &[K::LoadBalancer, K::Cdn, K::Dns, K::WebServer, K::ApplicationServer],
            K::MobileClient => &[K::ApiGateway, K::LoadBalancer, K::Dns, K::Cdn, K::Service],
            K::Device => &[K::LoadBalancer, K::ApiGateway, K::EventStream, K::Service],
            K::ExternalService => &[K::ApiGateway, K::MessageQueue, K::Service],
            K::Dns => &[K::LoadBalancer, K::Cdn, K::ApiGateway, K::WebServer],
            K::Cdn => &[K::LoadBalancer, K::ObjectStorage, K::WebServer, K::ApiGateway],
            K::LoadBalancer => &[K::ApplicationServer, K::WebServer, K::ApiGateway, K::Service],
            K::ApiGateway => &[K::Service, K::ApplicationServer, K::ServerlessFunction, K::LoadBalancer],
            K::WebServer => &[K::ApplicationServer, K::Service, K::RelationalDatabase, K::ObjectStorage],
            K::ApplicationServer | K::Service | K::Generic => {
                &[K::RelationalDatabase, K::Cache, K::MessageQueue, K::Service, K::ExternalService]
            }
            K::Worker => &[K::RelationalDatabase, K::ObjectStorage, K::ExternalService, K::MessageQueue],
            K::ServerlessFunction => &[K::DocumentStore, K::MessageQueue, K::ObjectStorage, K::ExternalService],
            K::RelationalDatabase => &[K::RelationalDatabase, K::EventStream, K::DataWarehouse],
            K::DocumentStore => &[K::DocumentStore, K::EventStream, K::SearchIndex],
            K::Cache => &[K::RelationalDatabase, K::DocumentStore],
            K::ObjectStorage => &[K::MessageQueue, K::ServerlessFunction, K::DataWarehouse],
            K::SearchIndex => &[K::SearchIndex],
            K::DataWarehouse => &[K::ObjectStorage],
            K::MessageQueue => &[K::Worker, K::Service, K::ServerlessFunction],
            K::EventStream => &[K::Worker, K::Service, K::SearchIndex, K::DataWarehouse],
            K::Scheduler => &[K::Worker, K::ServerlessFunction, K::Service, K::MessageQueue],
        }
    }

    /// Every kind, in the order in which components of this kind are likely to call it: the usual ones, then others in
    /// palette order, and last those that requests start from and nobody calls.
    pub fn callees(self) -> Vec<ComponentKind> {
        let usual = self.usual_callees();
        let others = || Self::all().filter(|kind| !usual.contains(kind));
        let called = others().filter(|kind| !kind.traits().entry);
        usual.iter().copied().chain(called).chain(others().filter(|kind| kind.traits().entry)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usually_called_can_be_called() {
        for kind in K::all() {
            assert!(!kind.usual_callees().is_empty(), "{}", kind.id());
            assert!(kind.usual_callees().iter().all(|callee| !callee.traits().entry), "{}", kind.id());
        }
    }

    #[test]
    fn all_kinds_can_be_chosen_the_usual_first_and_what_only_calls_last() {
        for kind in K::all() {
            let callees = kind.callees();
            let mut sorted = callees.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, K::all().collect::<Vec<_>>());
            assert!(callees.starts_with(kind.usual_callees()));
            let first_entry = callees.iter().position(|callee| callee.traits().entry).unwrap();
            assert!(callees[first_entry..].iter().all(|callee| callee.traits().entry), "{}", kind.id());
        }
    }

    #[test]
    fn a_walk_along_the_most_usual_calls_draws_a_three_tier_system() {
        let walk = [K::WebClient, K::LoadBalancer, K::ApplicationServer, K::RelationalDatabase];
        for step in walk.windows(2) {
            assert_eq!(step[0].usual_callees()[0], step[1]);
        }
    }
}
