//! All services together.

use tonic::server::NamedService;
use tonic::service::Routes;
use tonic_health::pb::health_server::HealthServer;
use tonic_health::server::{HealthReporter, HealthService};
use tonic_reflection::server::Builder;

use crate::calculator::Abacus;
use crate::chat::Room;
use crate::contract::DESCRIPTORS;
use crate::contract::greet::greeter_server::GreeterServer;
use crate::contract::v1::calculator_server::CalculatorServer;
use crate::contract::v1::chat_server::ChatServer;
use crate::contract::v1::files_server::FilesServer;
use crate::contract::v1::peers_server::PeersServer;
use crate::door::House;
use crate::files::Shelf;
use crate::greeter::Host;
use crate::peers::Circle;

/// The largest message, in bytes.
pub(crate) const MAX_MESSAGE: usize = 4 * 1024 * 1024;

/// The names of all services: the first part of their paths.
pub(crate) const SERVICES: [&str; 8] = [
    CalculatorServer::<Abacus>::NAME,
    ChatServer::<Room>::NAME,
    FilesServer::<Shelf>::NAME,
    PeersServer::<Circle>::NAME,
    GreeterServer::<Host>::NAME,
    HealthServer::<HealthService>::NAME,
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
];

/// The services over the rooms.
pub(crate) async fn all(house: House) -> Routes {
    let House { calc, chat, files, people, group } = house;
    let calculator = CalculatorServer::new(Abacus::new(calc, people.clone()))
        .max_decoding_message_size(MAX_MESSAGE)
        .max_encoding_message_size(MAX_MESSAGE);
    let chat = ChatServer::new(Room::new(chat, people.clone()))
        .max_decoding_message_size(MAX_MESSAGE)
        .max_encoding_message_size(MAX_MESSAGE);
    let peers = PeersServer::new(Circle::new(group, files.clone(), people.clone()))
        .max_decoding_message_size(MAX_MESSAGE)
        .max_encoding_message_size(MAX_MESSAGE);
    let files = FilesServer::new(Shelf::new(files, people))
        .max_decoding_message_size(MAX_MESSAGE)
        .max_encoding_message_size(MAX_MESSAGE);
    let greeter = GreeterServer::new(Host).max_decoding_message_size(MAX_MESSAGE);
    let routes = Routes::new(calculator).add_service(chat).add_service(files).add_service(peers);
    reflecting(routes.add_service(greeter).add_service(health().await)).prepare()
}

/// All services are there as long as the program is.
async fn health() -> HealthServer<HealthService> {
    let reporter = HealthReporter::new();
    reporter.set_serving::<CalculatorServer<Abacus>>().await;
    reporter.set_serving::<ChatServer<Room>>().await;
    reporter.set_serving::<FilesServer<Shelf>>().await;
    reporter.set_serving::<PeersServer<Circle>>().await;
    reporter.set_serving::<GreeterServer<Host>>().await;
    HealthServer::new(HealthService::from_health_reporter(reporter))
}

/// Adds both versions of reflection: clients older than 2023 know only the second.
fn reflecting(routes: Routes) -> Routes {
    let described = || {
        Builder::configure()
            .register_encoded_file_descriptor_set(DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    match (described().build_v1(), described().build_v1alpha()) {
        (Ok(v1), Ok(v1alpha)) => routes.add_service(v1).add_service(v1alpha),
        (Err(error), _) | (_, Err(error)) => {
            tracing::error!(%error, "gRPC reflection is left out");
            routes
        }
    }
}
