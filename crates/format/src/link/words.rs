//! What both ends of a link know beforehand.
//!
//! Links live as long as the places they were pasted to. [`WORDS`] may only grow at its end;
//! [`COMMON_TEXT`] may never change at all within one version of links.

use linchpin_document::SortedMap;

/// Ids of the catalogue, written as their place here. The most frequent ones come first: places up to
/// 63 take one byte.
pub(crate) const WORDS: &[&str] = &[
    "web-client",
    "mobile-client",
    "device",
    "external-service",
    "dns",
    "cdn",
    "load-balancer",
    "api-gateway",
    "web-server",
    "application-server",
    "service",
    "worker",
    "serverless-function",
    "generic",
    "relational-database",
    "document-store",
    "cache",
    "object-storage",
    "search-index",
    "data-warehouse",
    "message-queue",
    "event-stream",
    "scheduler",
    "region",
    "zone",
    "data-centre",
    "rack",
    "host",
    "network",
    "trust",
    "team",
    "request",
    "event",
    "replication",
    "standby",
    "hard",
    "soft",
    "always",
    "route",
    "read",
    "write",
    "miss",
    "share",
    "same",
    "even",
    "weighted",
    "none",
    "manual",
    "automatic",
    "title",
    "name",
    "content",
    "kind",
    "boundary_kind",
    "position",
    "size",
    "parent",
    "order",
    "from",
    "to",
    "instances",
    "needed",
    "capacity",
    "read_capacity",
    "write_capacity",
    "hit_ratio",
    "shards",
    "skew",
    "failover",
    "managed",
    "spread",
    "peak",
    "read_share",
    "failure_domain",
    "interaction",
    "dependency",
    "when",
    "asks",
    "calls",
    "pool",
    "pool_needs",
    "priority",
    "weight",
    "retries",
    "circuit_breaker",
    "takeover",
    "availability",
    "repair",
    "service_time",
    "slots",
    "bandwidth",
    "payload",
    "cpu_time",
    "cores",
    "responsibilities",
    "max_instances",
    "scale_at",
    "scale_out_time",
    "price",
    "rate_limit",
    "variation",
    "queue_limit",
    "memory",
    "working_set",
    "storage",
    "stored",
    "growth",
    "retention",
    "backed_up",
    "keeps_state",
    "method",
    "path",
    "handlers",
    "profile",
    "off_peak",
    "peak_length",
    "target_availability",
    "target_latency",
    "target_recovery",
    "owner",
    "store",
    "group",
    "timeout",
    "rule",
    "subject",
    "reason",
    "severity",
    "selects",
    "requires",
    "flat",
    "daily",
    "burst",
    "get",
    "head",
    "post",
    "put",
    "patch",
    "delete",
    "off",
    "info",
    "warning",
    "critical",
];

/// Text that names in designs have in common: what comes before every link as far as the compression
/// is concerned. The likeliest stands at the end, where referring to it is cheapest.
pub(crate) const COMMON_TEXT: &str = "Availability Zone AvailabilityRecommendation serviceNotification serviceReporting\
    Analytics pipelineData warehouseSearch indexSearch serviceScheduler jobsObject storageFilesImagesMediaVideo\
    BackupArchiveLoggingMonitoringMetricsTracingAuthenticationAuthorizationAuth serviceIdentity providerSession store\
    Third partyExternal APIPartnerBillingInvoiceSubscriptionCheckoutInventoryStockCatalogueCatalogProduct catalogue\
    Product serviceProductsShippingDeliveryPayment servicePaymentsPayment gatewayCart serviceCartOrder serviceOrders DB\
    OrdersUser serviceUsers DBUsersAccountsCustomersCustomerReviewsRatingsCommentsPostsTimelineFeed serviceFeedProfile\
    MessagesChatEmail serviceEmailMailSMSPushEventsEvent busEvent streamKafkaRabbitMQMessage queueQueueTopicWorkers\
    Worker 1Worker 2Worker poolBackground jobsServerless functionServiceMobile appMobile clientWeb appWeb client\
    BrowserClientDNSCDNEdgeWAFFirewallAPI gatewayGatewayReverse proxyProxyWeb server 1Web server 2Web serverNginx\
    API server 1API server 2API serverBackend serverBackendFrontend serverFrontendApp server 1App server 2App server\
    Application server 1Application server 2Application server 3Application serverLoad balancer ALoad balancer B\
    Load balancer 1Load balancer 2Load balancerPrimary databasePrimary DBRead replica 1Read replica 2Replica 1\
    Replica 2StandbyPostgreSQLMySQLMongoDBElasticsearchDocument storeRedisMemcachedCacheSQL databaseDatabase\
    Public subnetPrivate subnetPrivate networkNetworkVPCEuropeAmericaAsiaRegion EURegion USRegionZone CZone AZone B";

/// The places of [`WORDS`].
pub(crate) fn places() -> SortedMap<&'static str, usize> {
    WORDS.iter().enumerate().map(|(place, word)| (*word, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checksum::crc32;
    use linchpin_catalog::{ComponentKind, Property, ValueType};

    #[test]
    fn the_words_of_the_first_version_stand_where_they_stood() {
        let first: String = WORDS[..85].join(" ");
        assert_eq!((first.len(), crc32(first.as_bytes())), (749, 3_208_915_596));
        assert_eq!((COMMON_TEXT.len(), crc32(COMMON_TEXT.as_bytes())), (1510, 470_182_258));
    }

    #[test]
    fn every_id_of_the_catalogue_is_among_the_words() {
        let places = places();
        assert_eq!(places.len(), WORDS.len(), "a word stands twice");
        let choices = Property::all().filter_map(|property| match property.spec().value {
            ValueType::Choice(choices) => Some(choices.iter().map(|choice| choice.id)),
            _ => None,
        });
        let ids = Property::all().map(Property::id).chain(ComponentKind::all().map(ComponentKind::id));
        for id in ids.chain(choices.flatten()) {
            assert!(places.contains_key(id), "{id} is missing at the end of the words");
        }
    }
}
