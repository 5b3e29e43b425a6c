//! What every store promises, tried on SQLite. Another database joins by implementing `House`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail like tests")]

mod contract {
    pub(crate) mod catalogue;
    pub(crate) mod chat;
    pub(crate) mod crash;
    pub(crate) mod crowd;
    pub(crate) mod cut;
    pub(crate) mod errands;
    pub(crate) mod follow;
    pub(crate) mod house;
    pub(crate) mod keeps;
    pub(crate) mod nodes;
    pub(crate) mod outbox;
    pub(crate) mod people;
    pub(crate) mod prints;
    pub(crate) mod search;
    pub(crate) mod shelves;
    pub(crate) mod sqlite;
}

use contract::house::House;
use contract::sqlite::Sqlite;

/// Tries each promise of a module on a fresh house.
macro_rules! promises {
    ($house:ty, $module:ident: $($promise:ident),+ $(,)?) => {
        mod $module {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $promise() {
                    contract::$module::$promise(<$house>::new().await).await;
                }
            )+
        }
    };
}

promises!(Sqlite, chat:
    general_exists_from_the_beginning,
    rooms_are_opened_once_and_listed_by_name,
    a_house_has_at_most_a_thousand_rooms,
    rooms_and_messages_outlive_the_process,
    an_unknown_room_is_missing,
    history_is_read_in_both_directions,
    a_retry_returns_the_first_message_and_makes_no_event,
    an_id_is_used_once_among_all_rooms,
    an_answer_needs_its_message_in_the_room,
    what_was_deleted_is_nowhere_to_read,
    times_never_go_back_in_a_room,
    events_are_the_same_from_memory_and_from_disk,
    a_history_never_reaches_beyond_what_the_room_admits,
    the_state_before_with_the_event_applied_is_the_state_after,
);

promises!(Sqlite, crowd:
    fifty_writers_make_a_stream_without_holes_in_the_order_of_their_answers,
    a_retry_at_the_same_moment_makes_one_message,
    one_refusal_spoils_no_other_change,
    rooms_count_for_themselves,
);

promises!(Sqlite, follow:
    followers_see_everything_although_every_ring_is_lost,
    a_follower_that_comes_back_misses_nothing_and_sees_nothing_twice,
    a_cursor_of_another_epoch_is_reset,
);

promises!(Sqlite, outbox:
    what_was_told_is_remembered_by_room_and_by_the_last_place,
    nothing_is_noted_of_a_room_that_is_not_there,
);

promises!(Sqlite, people:
    a_token_is_recognised_until_its_session_is_left,
    sessions_outlive_the_process,
    a_name_is_held_in_every_spelling_and_free_after_leaving,
    one_of_many_gets_the_name,
    a_guests_name_is_free_after_a_day_without_use,
    a_session_that_is_used_lasts_and_one_that_is_not_ends_after_thirty_days,
    nobody_can_hold_the_name_of_those_who_give_none,
    a_mere_name_is_unverified_and_never_somebody_elses,
    an_invitation_is_used_once,
    an_invitation_is_not_used_up_by_a_refused_name,
    an_invitation_ends_after_seven_days,
    only_the_house_and_its_admins_appoint_others,
    a_person_sees_their_own_sessions,
    numbers_of_persons_are_never_used_again,
    a_full_house_lets_in_again_when_guests_have_been_away_for_a_day,
);

promises!(Sqlite, nodes:
    a_group_outlives_the_process,
    beginning_anew_forgets_the_group_that_was,
    statements_and_contacts_are_added_once,
    a_ticket_lets_one_node_in_and_that_one_again,
    one_of_many_gets_in_by_a_ticket,
    a_ticket_that_nobody_used_in_time_has_expired,
);

promises!(Sqlite, prints:
    what_was_read_is_remembered_folder_by_folder,
    a_large_folder_is_remembered_in_pages,
    the_own_log_says_what_was_noted_and_nothing_twice,
    a_folder_that_is_gone_takes_all_its_files_along,
    what_is_shared_from_now_on_is_in_the_log,
    a_log_of_old_lines_is_begun_anew,
);

promises!(Sqlite, catalogue:
    a_log_is_followed_page_by_page_and_through_a_third_node,
    in_another_group_own_pages_are_signed_anew_and_those_of_others_are_gone,
    a_forged_page_changes_nothing,
    a_node_that_forked_its_log_is_not_listed_until_it_begins_another,
    a_newer_log_replaces_the_older_one,
    nobody_else_writes_this_nodes_log,
    holders_and_sums_follow_the_lines,
    a_ring_is_heard_after_a_change,
    whoever_follows_random_changes_by_random_ways_lists_the_same,
);

promises!(Sqlite, keeps:
    a_wish_is_followed_by_others_and_outlives_the_process,
    a_later_wish_replaces_the_earlier_and_none_takes_it_back,
    a_node_keeps_a_bounded_number_of_folders,
    a_wish_for_a_folder_leaves_a_file_of_that_name_alone,
    files_beneath_a_folder_are_read_in_pages_with_their_nodes,
    a_log_that_is_begun_anew_says_the_wishes_again,
    the_wishes_of_those_who_are_forgotten_are_gone,
);

promises!(Sqlite, search:
    words_are_found_in_any_order_case_and_accent,
    what_is_called_so_comes_first,
    nothing_in_a_query_is_syntax,
    what_is_gone_or_forgotten_is_not_found,
    a_catalogue_of_many_is_searched_in_time,
);

promises!(Sqlite, errands:
    an_errand_outlives_the_process_and_its_number_is_not_used_again,
);
