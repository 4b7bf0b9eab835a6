//! The context pad: what people most likely do next with a component.

use linchpin_catalog::ComponentKind;
use linchpin_document::RecordId;

use crate::Command;

/// What the context pad beside the selected component offers.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextPad {
    /// The component it belongs to.
    pub component: RecordId,
    /// Kinds that likely come next: [`crate::Editor::append`] adds one, connected.
    pub kinds: &'static [ComponentKind],
    /// Commands on the component itself.
    pub commands: &'static [Command],
}

pub(crate) const PAD_COMMANDS: &[Command] = &[Command::Connect, Command::Duplicate, Command::Replace, Command::Delete];

use ComponentKind as K;

/// The kinds that most often come behind a kind, the likeliest first.
pub fn likely_next(kind: ComponentKind) -> &'static [ComponentKind] {
    match kind {
        K::WebClient => &[K::Cdn, K::Dns, K::LoadBalancer, K::WebServer, K::ApplicationServer],
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
