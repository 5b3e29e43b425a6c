//! What is promised of errands.

use maloca_nodes::network::Errands;
use maloca_store::Sharing;

use super::house::*;
use super::shelves::*;

pub(crate) async fn an_errand_outlives_the_process_and_its_number_is_not_used_again(
    house: impl House,
) {
    let errands = house.catalogue(1, Sharing::Everything).await;
    let first = errands.begin(hash(1), u64::MAX, path("a/b")).await.unwrap();
    let second = errands.begin(hash(2), 2, path("c")).await.unwrap();
    errands.end(second.id).await.unwrap();
    let house = house.reopened().await;
    let errands = house.catalogue(1, Sharing::Everything).await;
    assert_eq!(errands.open().await, Ok(vec![first]));
    let third = errands.begin(hash(3), 3, path("d")).await.unwrap();
    assert!(third.id > second.id);
}
