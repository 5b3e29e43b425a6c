use maloca_files::Chunks;
use maloca_nodes::catalogue::Share;
use maloca_nodes::keep::{Copies, Keep, Refused as NotKept, View};
use maloca_nodes::network::{Opened, Pace, Phase, Source, Transfer};
use maloca_nodes::slice::Slice;
use maloca_nodes::{GroupId, Link, Node, NodeKey, Refused as Reason};
use maloca_people::Rights as Allowed;

use super::*;

/// A group of this node and three others, of which the last one is away.
struct Neighbours;

fn id(number: u8) -> NodeId {
    NodeKey::from_bytes(&[number; 32]).id()
}

fn node(number: u8, latency: Option<u64>) -> Node {
    let at = "192.0.2.1:19501".parse().unwrap();
    let since = OffsetDateTime::UNIX_EPOCH;
    let link = latency.map(Duration::from_millis);
    Node {
        id: id(number),
        name: format!("house {number}"),
        version: "0.1.0".to_owned(),
        rights: Rights::INVITE,
        member_since: Some(since),
        addresses: vec![at],
        link: link.map(|latency| Link { address: at, relayed: false, latency, since }),
        origin: None,
    }
}

#[async_trait]
impl Nodes for Neighbours {
    async fn look(&self, _: &Caller) -> Result<Group, Fault<Reason>> {
        let peers = vec![node(4, None), node(3, Some(1)), node(2, Some(30))];
        let group = GroupId { founder: id(1), founded: 7 };
        Ok(Group { id: group, me: node(1, None), peers })
    }

    async fn invite(&self, who: &Caller, _: Wish) -> Result<Ticket, Fault<Reason>> {
        who.need(maloca_people::Right::Manage)?;
        Err(Reason::Shut.into())
    }

    async fn join(&self, _: &Caller, _: &Ticket) -> Result<Group, Fault<Reason>> {
        Err(Reason::SpentTicket.into())
    }

    async fn revoke(&self, _: &Caller, _: &NodeId) -> Result<(), Fault<Reason>> {
        Ok(())
    }
}

/// What they share: a film that houses 1, 3 and 4 have, and notes that houses 1 and 2 wrote apart.
struct Shelf;

fn lines() -> Vec<Listed> {
    let line = |number: u8, path: &str, hash: u8| Listed {
        node: id(number),
        path: path.parse().unwrap(),
        hash: Hash([hash; 32]),
        size: u64::from(hash) * 100,
        modified: 0,
    };
    vec![
        line(3, "films/rain.mp4", 1),
        line(4, "rain.mp4", 1),
        line(4, "copy of rain.mp4", 1),
        line(1, "mine/rain.mp4", 1),
        line(1, "notes.txt", 2),
        line(2, "notes.txt", 3),
        line(9, "rain of somebody who was put out.mp4", 4),
    ]
}

type Told<T> = Result<T, Fault<maloca_nodes::network::Refused>>;

fn those(is_wanted: impl Fn(&Listed) -> bool) -> Vec<Listed> {
    lines().into_iter().filter(is_wanted).collect()
}

#[async_trait]
impl Network for Shelf {
    async fn find(&self, _: &Caller, query: &str, _: usize) -> Told<Vec<Listed>> {
        Ok(those(|line| line.path.to_string().contains(query)))
    }

    async fn holders(&self, _: &Caller, hash: &Hash) -> Told<Vec<Listed>> {
        Ok(those(|line| line.hash == *hash))
    }

    async fn named(&self, _: &Caller, path: &Path) -> Told<Vec<Listed>> {
        Ok(those(|line| line.path == *path))
    }

    async fn shares(&self, _: &Caller) -> Told<Vec<Share>> {
        Ok(vec![Share { node: id(3), files: 1, bytes: 100 }])
    }

    async fn open(&self, _: &Caller, _: &Hash) -> Told<Opened> {
        Err(Fault::Missing)
    }

    async fn slice(&self, _: &Caller, _: &Hash, _: Slice) -> Told<Chunks> {
        Err(Fault::Missing)
    }

    async fn fetch(&self, _: &Caller, _: &Hash, _: Option<Path>) -> Told<Transfer> {
        Err(maloca_nodes::network::Refused::TooMany.into())
    }

    async fn transfers(&self, _: &Caller) -> Told<Vec<Transfer>> {
        let source = Source { node: id(3), pace: Pace::Banned, rate: 0, sent: 9 };
        Ok(vec![Transfer {
            id: TransferId(7),
            hash: Hash([1; 32]),
            to: "rain.mp4".parse().unwrap(),
            size: 100,
            held: 9,
            phase: Phase::Failed(maloca_nodes::network::Refused::Nobody),
            since: OffsetDateTime::UNIX_EPOCH,
            rate: 0,
            sources: vec![source],
        }])
    }

    async fn transfer(&self, _: &Caller, _: TransferId) -> Told<Transfer> {
        Err(Fault::Missing)
    }

    async fn cancel(&self, _: &Caller, _: TransferId) -> Told<()> {
        Err(Fault::Missing)
    }
}

/// Two of its folders are kept: houses 1 and 3 have files of the first, nobody has one of the second.
struct Promises;

fn keep(folder: &str, copies: u8) -> Keep {
    let copies = NonZeroU8::new(copies).into();
    Keep { node: id(1), folder: folder.parse().unwrap(), copies }
}

#[async_trait]
impl Keeping for Promises {
    async fn keeps(&self, _: &Caller) -> Result<Vec<View>, Fault<NotKept>> {
        let nodes = [(id(1), 2), (id(3), 7)].into();
        let docs = View { keep: keep("docs", 2), files: 7, bytes: 9, copies: vec![0, 5, 2], nodes };
        Ok(vec![docs, View::new(keep("empty", 0))])
    }

    async fn keep(&self, _: &Caller, folder: &Path, copies: Copies) -> Result<(), Fault<NotKept>> {
        let is_known = *folder == keep("docs", 2).folder && copies == keep("docs", 2).copies;
        if is_known { Ok(()) } else { Err(NotKept::TooMany.into()) }
    }

    async fn release(&self, _: &Caller, _: &Path) -> Result<(), Fault<NotKept>> {
        Err(NotKept::Elsewhere.into())
    }
}

fn window() -> Window {
    let register = Arc::new(Register::new(maloca_gateway::Tally::new("grpc")));
    Window::new(Arc::new(Neighbours), Arc::new(Shelf), Arc::new(Promises), register)
}

fn reader() -> Caller {
    Caller::anonymous(Allowed::of(&[Right::Read]))
}

fn titles(content: &wire::Content) -> Vec<&str> {
    content.holders.iter().map(|holder| holder.title.as_str()).collect()
}

#[tokio::test]
async fn those_who_are_connected_come_first_and_each_with_what_it_shares() {
    let group = window().look(&reader()).await.unwrap();
    let names: Vec<_> = group.peers.iter().map(|peer| peer.name.as_str()).collect();
    assert_eq!(names, ["house 2", "house 3", "house 4"]);
    assert_eq!(group.peers[1].share, wire::Share { files: 1, bytes: 100 });
    assert_eq!((group.total, group.reached(), group.door), (3, 2, None));
}

#[tokio::test]
async fn a_search_shows_each_content_once_with_all_who_have_it() {
    let found = window().find(&reader(), "rain").await.unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].path.to_string(), "mine/rain.mp4");
    let mut holders = titles(&found[0]);
    assert_eq!(holders.remove(0), "house 1");
    holders.sort_unstable();
    assert_eq!(holders, ["house 3", "house 4"]);
    assert!(found[0].is_here() && found[0].is_reached());
}

#[tokio::test]
async fn a_file_tells_its_copies_and_what_others_have_in_its_place() {
    let copies = |path: &str| {
        let path = path.parse().unwrap();
        async move { window().copies(&reader(), &path).await.unwrap() }
    };
    let notes = copies("notes.txt").await;
    assert_eq!(titles(&notes.here.unwrap()), ["house 1"]);
    assert_eq!(notes.others.len(), 1);
    assert_eq!(titles(&notes.others[0]), ["house 2"]);
    let elsewhere = copies("films/rain.mp4").await;
    assert!(elsewhere.here.is_none() && elsewhere.others[0].is_here());
    assert_eq!(copies("nothing").await, wire::Copies::default());
}

#[tokio::test]
async fn reasons_reach_the_page_as_they_are() {
    let (window, who) = (window(), reader());
    let join = async |ticket| window.join(&who, ticket).await;
    assert_eq!(join("hello").await, Err(Fault::Refused(Refused::NoTicket)));
    let refused = window.fetch(&who, &Hash([1; 32]), None).await;
    assert_eq!(refused, Err(Fault::Refused(Refused::TooMany)));
    let transfers = window.transfers(&who).await.unwrap();
    assert_eq!(transfers[0].phase, wire::Phase::Failed(Refused::Nobody));
    assert_eq!(transfers[0].sources[0].pace, wire::Pace::Banned);
    assert_eq!(window.revoke(&who, "no id").await, Err(Fault::Missing));
}

#[tokio::test]
async fn a_ticket_is_given_out_once() {
    let (window, who) = (window(), reader());
    let expires = OffsetDateTime::UNIX_EPOCH;
    let invitation = wire::Invitation { ticket: "maloca1".to_owned(), expires, qr: None };
    let name = window.keep_invitation(&who, invitation.clone());
    assert_eq!(window.take_invitation(&Caller::house(), "another name"), None);
    assert_eq!(window.take_invitation(&who, &name), Some(invitation));
    assert_eq!(window.take_invitation(&who, &name), None);
}

#[tokio::test]
async fn a_folder_shows_who_has_most_of_it_first() {
    let window = window();
    let keeps = window.keeps(&reader()).await.unwrap();
    let nobody = Caller::anonymous(Allowed::NONE);
    assert_eq!(
        window.keeps(&nobody).await,
        Err(Fault::Denied),
        "the last count is for readers too"
    );
    let [docs, empty] = &*keeps else { panic!("{keeps:?}") };
    let holders: Vec<_> = docs.holders.iter().map(|it| (it.node.clone(), it.files)).collect();
    assert_eq!(holders, [(id(3).to_string(), 7), (id(1).to_string(), 2)]);
    assert_eq!((docs.in_group, docs.missing()), (NonZeroU8::new(2), 5));
    assert_eq!((empty.in_group, empty.files, empty.node.clone()), (None, 0, id(1).to_string()));
}

#[tokio::test]
async fn a_wish_is_made_as_the_form_says_and_refused_with_its_reason() {
    let (window, who, docs) = (window(), reader(), "docs".parse().unwrap());
    assert_eq!(window.keep(&who, &docs, NonZeroU8::new(2)).await, Ok(()));
    let refused = window.keep(&who, &docs, None).await;
    assert_eq!(refused, Err(Fault::Refused(Refused::TooManyKeeps)));
    assert_eq!(window.release(&who, &docs).await, Err(Fault::Refused(Refused::Elsewhere)));
}
