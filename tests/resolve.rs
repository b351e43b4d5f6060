//! Who said it and through which channel, on passages written for these tests.

use std::sync::OnceLock;

use sayso::analyzer::{Analyzer, Options};
use sayso::lexicon::Folders;
use sayso::{Article, Claim};

fn analyzer() -> &'static Analyzer {
    static ANALYZER: OnceLock<Analyzer> = OnceLock::new();
    ANALYZER.get_or_init(|| {
        Analyzer::new(&Folders::default(), Options::default())
            .unwrap_or_else(|e| panic!("{}", e.join("\n")))
    })
}

fn claims(text: &str) -> Vec<Claim> {
    analyzer().analyze(&Article {
        id: "t".into(),
        text: text.into(),
        published: "2025-08-27".into(),
        ..Article::default()
    })
}

/// The claim whose words hold `words`.
fn claim(text: &str, words: &str) -> Claim {
    let all = claims(text);
    let told: Vec<String> = all
        .iter()
        .map(|c| format!("{}: {}", c.speaker, c.claim))
        .collect();
    all.into_iter()
        .find(|c| c.claim.contains(words))
        .unwrap_or_else(|| panic!("no claim with {words:?} in {told:?}"))
}

fn assert_speaker(text: &str, words: &str, speaker: &str, how: &str) {
    let c = claim(text, words);
    assert_eq!(
        (c.speaker.as_str(), c.speaker_how.as_str()),
        (speaker, how),
        "{text}"
    );
}

fn assert_channel(text: &str, words: &str, channel: &str, how: &str) {
    let c = claim(text, words);
    assert_eq!(
        (c.channel.as_str(), c.channel_how.as_str()),
        (channel, how),
        "{text}"
    );
}

#[test]
fn surnames_become_full_names() {
    let text = "Senator Maria Keller visited the port. The harbour is safe, Keller said.";
    assert_speaker(text, "harbour", "Maria Keller", "surname");
}

#[test]
fn titles_are_no_part_of_a_name() {
    assert_speaker(
        "Sen. Paul Hartwell, R-Ohio, said the bill was dead.",
        "bill",
        "Paul Hartwell",
        "named",
    );
}

#[test]
fn institutions_compose() {
    let name = "Embassy of Russia in Iran";
    assert_speaker(
        "Moscow's embassy in Tehran said the talks went well.",
        "talks",
        name,
        "named",
    );
    assert_speaker(
        "The Russian Embassy in Iran said the talks went well.",
        "talks",
        name,
        "named",
    );
}

#[test]
fn the_embassy_is_the_one_told_before() {
    let text = "The Ukrainian Embassy in Sweden said the road was open. \"Trucks are moving again today,\" the embassy added.";
    assert_speaker(text, "Trucks", "Embassy of Ukraine in Sweden", "definite");
}

#[test]
fn pronouns_agree_and_prefer_the_subject() {
    let text = "Chancellor Anna Berger met Prime Minister Peter Lind in Oslo on Monday. She said the plan was ready.";
    assert_speaker(text, "plan", "Anna Berger", "pronoun");
    let text = "President Peter Lind met President John Marsh in Oslo. He said the plan was ready.";
    assert_speaker(text, "plan", "Peter Lind", "pronoun");
}

#[test]
fn it_is_the_ministry() {
    let text = "The details were shared by Russia's Foreign Ministry.\n\nIn a post on Telegram it noted, \"The contacts will go on.\"";
    let c = claim(text, "contacts");
    assert_eq!(c.speaker, "Ministry of Foreign Affairs of Russia");
    assert_eq!(
        (c.channel.as_str(), c.speaker_how.as_str()),
        ("telegram", "pronoun")
    );
}

#[test]
fn documents_speak_for_who_issued_them() {
    let text = "In a statement, the Norwegian Foreign Ministry said the envoy had left. \"He will be back by the spring,\" the statement added.";
    let c = claim(text, "spring");
    assert_eq!(
        (c.speaker_how.as_str(), c.channel.as_str()),
        ("document", "statement")
    );
    assert!(c.speaker.contains("Foreign"), "{}", c.speaker);
}

#[test]
fn apposed_names_are_the_speakers() {
    assert_speaker(
        "The governor of Odesa, Oleh Marchenko, said the port was hit.",
        "port",
        "Oleh Marchenko",
        "named",
    );
}

#[test]
fn platforms_beat_forms() {
    assert_channel(
        "In a post on X, the Russian Embassy in Iran wrote, \"We regret the delay in Anchorage.\"",
        "regret",
        "x",
        "stated",
    );
    assert_channel(
        "\"We regret the delay,\" Anna Berger said in a statement on Telegram.",
        "regret",
        "telegram",
        "stated",
    );
    assert_channel(
        "\"We regret the long delay,\" Anna Berger tweeted.",
        "regret",
        "x",
        "stated",
    );
}

#[test]
fn told_to_whom() {
    assert_channel(
        "Anna Berger told reporters that the plan was ready.",
        "plan",
        "press-conference",
        "stated",
    );
    let c = claim("Anna Berger told CNN that the plan was ready.", "plan");
    assert_eq!(
        (c.channel.as_str(), c.outlet.as_str()),
        ("interview", "CNN")
    );
    let c = claim("Anna Berger told Reuters that the plan was ready.", "plan");
    assert_eq!(
        (c.channel.as_str(), c.outlet.as_str()),
        ("news-agency", "Reuters")
    );
}

#[test]
fn a_channel_goes_on_for_its_speaker_only() {
    let text = "\"The bridge is closed for now,\" Anna Berger wrote on Telegram.\n\n\"It will open again on Sunday,\" she added.\n\n\"That is not my view of it,\" Peter Lind said.";
    assert_channel(text, "open again", "telegram", "inherited");
    assert_channel(text, "not my view", "", "");
}

#[test]
fn another_post_is_of_the_same_kind() {
    let text = "\"The bridge is closed for now,\" Anna Berger wrote on Telegram.\n\n\"It will open again on Sunday,\" Berger wrote in another post.";
    assert_channel(text, "open again", "telegram", "stated");
}

#[test]
fn dates_are_worked_out_against_the_day_of_publication() {
    assert_eq!(
        claim(
            "Anna Berger said on Monday that the plan was ready.",
            "plan"
        )
        .speech_date,
        "2025-08-25"
    );
    assert_eq!(
        claim(
            "Anna Berger said on August 20 that the plan was ready.",
            "plan"
        )
        .speech_date,
        "2025-08-20"
    );
    assert_eq!(
        claim("Anna Berger said that the plan was ready.", "plan").speech_date,
        ""
    );
}

#[test]
fn ids_hang_on_article_and_words_only() {
    let once = claim(
        "\"The bridge is closed for now,\" Anna Berger said.",
        "bridge",
    );
    let again = claim(
        "“The bridge is  closed for now,” said Peter Lind.",
        "bridge",
    );
    assert_eq!(once.claim_id, again.claim_id);
    assert_eq!(once.claim_id.len(), 17);
    let text = "\"The bridge is closed for now,\" Anna Berger said.\n\n\"The bridge is closed for now,\" Anna Berger said.";
    let all = claims(text);
    assert_eq!(all[1].duplicate_of, all[0].claim_id);
    assert_ne!(all[1].claim_id, all[0].claim_id);
}

#[test]
fn rows_say_where_and_why() {
    let text = "Nothing happened at all.\n\nIt was an élan of a kind. \"The bridge is closed for now,\" Anna Berger said. More.";
    let c = claim(text, "bridge");
    let chars: Vec<char> = text.chars().collect();
    let cut: String = chars[c.start as usize..c.end as usize].iter().collect();
    assert_eq!(cut.trim_end_matches(','), "The bridge is closed for now");
    assert_eq!(c.paragraph, 2);
    assert!(
        c.evidence.iter().any(|e| e.part == "cue") && c.evidence.iter().any(|e| e.part == "rule")
    );
    assert!(c.context.contains("Anna Berger said"));
}

#[test]
fn agencies_relay_and_do_not_speak() {
    let c = claim(
        "\"The bridge is closed for now,\" Anna Berger said, TASS reported.",
        "bridge",
    );
    assert_eq!(
        (c.speaker.as_str(), c.outlet.as_str()),
        ("Anna Berger", "TASS")
    );
}

#[test]
fn nothing_panics_on_odd_text() {
    for text in [
        "",
        "\u{feff}",
        "“",
        "\"\"\"\"",
        "He said",
        "said said said",
        "the the the embassy said “",
        "\0\0 “x” said \0",
        "X. X. X.",
    ] {
        claims(text);
    }
}

#[test]
fn a_role_is_known_by_its_short_title() {
    let text = "The warning came from Maj. Gen. Rustam Minnek on Friday. Ana Moss left.\n\n\
                The general said the aim was clear.";
    assert_speaker(text, "the aim", "Rustam Minnek", "definite");
}

#[test]
fn a_word_for_a_person_is_who_spoke_last() {
    let text = "“It was new,” said Joe Moss, 47, of Reno, who lost his car.\n\n\
                The researcher said he would buy a bike.";
    assert_speaker(text, "he would", "Joe Moss", "definite");
}

#[test]
fn common_words_are_names_behind_a_given_name() {
    let text = "Anna Fields keeps the lock.\n\nFields then left the hall and said she was tired.";
    assert_speaker(text, "tired", "Anna Fields", "surname");
    let without = "The crop is poor.\n\nFields then left fallow and said to be dead are sold.";
    assert!(claims(without).iter().all(|c| c.speaker != "Fields"));
}

#[test]
fn quotations_are_signed_in_the_next_paragraph() {
    let text = "The vote was close.\n\n\"We have the votes for a new lock.\"\n\n- Anna Kovacs";
    assert_speaker(text, "new lock", "Anna Kovacs", "named");
}

#[test]
fn quotations_follow_the_sentence_that_names_their_source() {
    let text = "The harbour board said in a statement. \"Nobody was hurt by the crane.\"";
    let c = claim(text, "crane");
    assert_eq!(c.speaker_mention, "The harbour board");
}

#[test]
fn a_quotation_that_is_signed_behind_it_is_not_introduced() {
    let text = "Polls opened on Sunday.\n\nAnna Kovacs wrote on Monday.\n\n\
        \"The gate was never open at night!\" Rosa Almeida tweeted.";
    assert_eq!(claim(text, "gate").speaker, "Rosa Almeida");
}

#[test]
fn people_are_meant_by_their_age() {
    for first in [
        "Moana Tuhi, 47, won.",
        "Moana Tuhi, a 47-year-old nurse, won.",
    ] {
        let text = format!("{first} Ron Biller, 52, lost. The 47-year-old said she was glad.");
        assert_speaker(&text, "glad", "Moana Tuhi", "definite");
    }
    let nameless = "A 47-year-old man was hurt. Tom Biller, 52, saw it. \
                    The 47-year-old said he was sorry.";
    assert_speaker(nameless, "sorry", "47-year-old man", "definite");
}

#[test]
fn former_offices_are_of_the_past() {
    let text = "Joe Biller, the president, met former President Ronald Trask in May. \
                The president said he was glad. The former president said it was cold.";
    assert_speaker(text, "glad", "Joe Biller", "definite");
    assert_speaker(text, "cold", "Ronald Trask", "definite");
}

#[test]
fn a_quotation_left_open_is_taken_up_once() {
    let text = "\"We will not sell,\" Kovacs said.\n\n\"The lock is ours.\n\n\"It stays ours.\"";
    let words = claim(text, "sell").claim;
    assert_eq!(words.matches("It stays ours").count(), 1, "{words}");
}

#[test]
fn a_full_stop_in_place_of_a_comma_parts_no_speaker() {
    let text = "\"The gate was never open at night.\" Kovacs said.";
    assert_eq!(claim(text, "gate").speaker, "Kovacs");
    let other = "\"The gate was never open at night.\" Kovacs said the lock was old.";
    assert!(claim(other, "lock").claim.starts_with("the lock"));
}

#[test]
fn a_medium_relays_several_claims_at_once() {
    let text = "While the army has said the bridge was lost, the union said that two boats had sunk, \
        according to Reuters.";
    for (words, speaker) in [("bridge", "army"), ("boats", "union")] {
        let c = claim(text, words);
        assert_eq!(
            (c.speaker.as_str(), c.outlet.as_str()),
            (speaker, "Reuters"),
            "{text}"
        );
    }
}

#[test]
fn double_hyphens_are_one_dash() {
    let text = "Kovacs -- who keeps the lock -- said the boats were late.";
    assert_eq!(claim(text, "boats").speaker, "Kovacs");
}

#[test]
fn a_body_is_also_what_is_told_of_it() {
    for (text, words, speaker) in [
        (
            "The Coastal Red Cross, an independent humanitarian aid group, said on X that its office was hit. The group also said two vans were damaged.",
            "vans",
            "Red Cross",
        ),
        (
            "The town fell, according to the Syrian Observatory for Human Rights, a U.K.-based war monitor. Two bridges were cut, according to the monitor.",
            "bridges",
            "Syrian Observatory for Human Rights",
        ),
        (
            "The ruling Velora Desam Party said the roads were safe.",
            "roads",
            "Velora Desam Party",
        ),
    ] {
        assert_eq!(claim(text, words).speaker, speaker, "{text}");
    }
}

#[test]
fn a_name_set_behind_a_description_is_the_speaker() {
    for (text, words, speaker) in [
        (
            "One of the firefighters, Taras Zinkiv, said a second drone had hit the site.",
            "drone",
            "Taras Zinkiv",
        ),
        (
            "All sailors are safe, said the EU's naval mission, Operation Velora.",
            "sailors",
            "Operation Velora",
        ),
        (
            "The U.N. agency for refugees, UNRWA, which runs the school, said it had no knowledge of a tunnel.",
            "tunnel",
            "UNRWA",
        ),
    ] {
        assert_speaker(text, words, speaker, "named");
    }
}

#[test]
fn people_are_called_without_what_is_told_of_them() {
    let text = "Separatists controlling the eastern city said it was an air strike.";
    assert_speaker(text, "air strike", "Separatists", "none");
    let text = "Elders who met in the village said the well was dry.";
    assert_speaker(text, "well", "Elders", "none");
}

#[test]
fn the_news_agency_is_the_medium_named_last() {
    let text = "Withdrawals are no longer counted, Reuters reports. In the end 650 soldiers will be left, says the news agency.";
    assert_speaker(text, "650", "Reuters", "definite");
}

#[test]
fn a_platform_can_speak_itself() {
    let text = "Social media platform X said it will close its office in Brazil. The company said service would go on.";
    assert_speaker(text, "office", "X", "named");
    assert_speaker(text, "service", "X", "definite");
}

#[test]
fn whoever_is_asked_by_reporters_tells_them() {
    let text =
        "\"We do not shop for people,\" the minister said when pressed by journalists in Antalya.";
    assert_channel(text, "shop", "press-conference", "stated");
    let text = "A diver consulted by the police said the wreck was old.";
    assert_channel(text, "wreck", "", "");
}

#[test]
fn the_agency_relays_as_it_did_before() {
    let text = "Rents will rise, Interfax reported, citing the mayor. The minister could come next month, the agency said, citing officials.";
    assert_channel(text, "next month", "news-agency", "inherited");
    let text = "Yonhap News Agency reported that rents rose. The minister could come next month, the agency said, citing officials.";
    assert_channel(text, "next month", "news-agency", "inherited");
}

#[test]
fn a_sunday_paper_is_a_medium() {
    let text = "Emma Berg wrote in the Sunday Courier that the plan was a fiasco.";
    assert_channel(text, "fiasco", "media", "stated");
}

#[test]
fn people_are_not_the_places_that_they_are_from() {
    for (text, speaker) in [
        (
            "The twitchers near Paris said it was late.",
            "twitchers near Paris",
        ),
        (
            "Officials from France and Germany said it was late.",
            "Officials from France and Germany",
        ),
        (
            "Leaders of Hamas and Fatah said it was late.",
            "Leaders of Hamas and Fatah",
        ),
    ] {
        assert_speaker(text, "late", speaker, "none");
    }
    assert_speaker(
        "It is late, the Kremlin said.",
        "late",
        "Kremlin",
        "metonym",
    );
}

#[test]
fn abbreviated_countries_stay_where_the_text_has_them() {
    for (text, speaker) in [
        (
            "The US Embassy in Riyadh said it was late.",
            "US Embassy in Riyadh",
        ),
        (
            "The U.S. Treasury Department said it was late.",
            "U.S. Treasury Department",
        ),
        ("It is late, the US company said.", "US company"),
    ] {
        assert_eq!(claim(text, "late").speaker, speaker, "{text}");
    }
}

#[test]
fn words_that_a_body_relays_go_its_way() {
    let text = "The road is open, the Ukrainian embassy in Oslo said on X. \"I need a road,\" Marchenko told the ministers, according to the embassy. “Drivers are proud,” the post adds.";
    assert_channel(text, "need a road", "x", "inherited");
    assert_speaker(text, "proud", "Embassy of Ukraine in Oslo", "document");
}

#[test]
fn fields_of_a_body_may_be_a_list() {
    let text = "The Ministry of Roads, Ports and Ferries said the lock was safe. The ministry added that it would wait.";
    let name = "Ministry of Roads, Ports and Ferries";
    assert_eq!(claim(text, "lock").speaker, name);
    assert_eq!(claim(text, "wait").speaker, name);
    let text = "Marsh & Kossi said the lock was safe.";
    assert_eq!(claim(text, "lock").speaker, "Marsh & Kossi");
}

#[test]
fn a_place_may_be_part_of_a_body() {
    let text = "WorkSafe New Zealand said the crane was safe.";
    assert_eq!(claim(text, "crane").speaker, "WorkSafe New Zealand");
    let text = "But Israel said the crane was safe.";
    assert_eq!(claim(text, "crane").speaker, "Israel");
}

#[test]
fn somebody_else_answers_a_question() {
    let text = "Tom Reed asked Paul Brandt whether he would resign. “No,” he replied.";
    assert_eq!(claim(text, "No,").speaker, "Paul Brandt");
    let text = "Tom Reed thanked Paul Brandt for the boat. “It was late,” he said.";
    assert_eq!(claim(text, "late").speaker, "Tom Reed");
}

#[test]
fn a_role_is_who_was_just_described_and_nobody_else() {
    let text = "The mayor of Lyon, Anna Pike, opened the bridge. The mayor said it was safe.";
    assert_eq!(claim(text, "safe").speaker, "Anna Pike");
    let text = "Bert Hale died in the fire. The prime minister said he was saddened.";
    assert_eq!(claim(text, "saddened").speaker, "prime minister");
}

#[test]
fn quotations_behind_silence_go_on_with_what_was_said() {
    let text = "“We have old boats,” Weiss said on Monday. He did not suggest a remedy. “Our goal is to mend the line.”";
    let c = claim(text, "old boats");
    assert!(c.claim.contains("mend the line"), "{}", c.claim);
}

#[test]
fn a_quotation_before_a_whole_clause_is_not_of_its_speaker() {
    let text =
        "“I love it,” said Anna Reed. “Where else would I go?” Police said the road was closed.";
    assert!(claim(text, "Where else").speaker == "Anna Reed");
    assert!(claim(text, "road was closed").speaker.contains("olice"));
}

#[test]
fn a_piece_with_its_own_attribution_is_nobody_elses() {
    let text = "“It was a shame,” Anna Reed said. “How will people live here?\n\n“I have thought about this island,” added Tom Lund.";
    let held = claims(text).into_iter();
    let held = held.filter(|c| c.claim.contains("people live"));
    assert_eq!(held.count(), 1);
}

#[test]
fn quoted_names_of_outlets_are_outlets() {
    let text = "Anna Reed told “Fox & Friends” that the trial was over.";
    let c = claim(text, "trial");
    assert_eq!(
        (c.channel.as_str(), c.outlet.as_str()),
        ("interview", "Fox News")
    );
    let text = "“The trial is over,” Anna Reed said on CNN’s “State of the Union.”";
    let c = claim(text, "trial");
    assert_eq!(
        (c.channel.as_str(), c.claim.as_str()),
        ("tv", "The trial is over,")
    );
}

#[test]
fn what_is_answered_is_no_channel() {
    for (text, channel) in [
        (
            "Responding to the letter, the trust said the lock was safe.",
            "",
        ),
        (
            "Anna Reed, who was not involved in the study, said the lock was safe.",
            "",
        ),
        (
            "Anna Reed, an engineer at Facebook, said the lock was safe.",
            "",
        ),
        (
            "Anna Reed, an analyst at Kant Research, said the lock was safe.",
            "",
        ),
        (
            "According to a letter obtained by NBC News, the lock was safe.",
            "letter",
        ),
        ("Reed told viewers the trial of the lock was safe.", "tv"),
        ("The inquest heard that the lock was safe.", "court-hearing"),
    ] {
        assert_eq!(claim(text, "safe").channel, channel, "{text}");
    }
}

#[test]
fn who_speaks_for_somebody_by_name_is_not_that_one() {
    for (source, speaker) in [
        (
            "A spokesman for Turkish President Omar Kaya",
            "spokesman for Turkish President Omar Kaya",
        ),
        (
            "A lawyer for opposition leader Omar Kaya",
            "lawyer for opposition leader Omar Kaya",
        ),
        ("The spokesman for the army Omar Kaya", "Omar Kaya"),
        ("The minister for trade and law Anna Bell", "Anna Bell"),
    ] {
        let text = format!("{source} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, speaker, "{text}");
    }
    let text = "The family of the late Chief Odongo said the port was shut.";
    assert_ne!(claim(text, "port").speaker, "Odongo");
}

#[test]
fn roles_are_theirs_whom_the_article_calls_so() {
    let text = "BJP leader Ravi Das slammed TMC leader Maya Rao. “It is over,” Das said. The TMC leader said the port was shut.";
    assert_eq!(claim(text, "port").speaker, "Maya Rao");
    let text = "Interior Minister Chaudhary Nisar Ali Khan met the press. “It is over,” Chaudhary Nisar said.";
    assert_eq!(claim(text, "over").speaker, "Chaudhary Nisar Ali Khan");
}

#[test]
fn what_a_verb_calls_is_no_listener() {
    let text = "Calling Congress a “circus”, Anna Bell said the port was shut.";
    assert_eq!(claim(text, "port").channel, "");
    let text = "Anna Bell, while criticizing the news media, said the port was shut.";
    assert_eq!(claim(text, "port").channel, "");
    let text = "Speaking to reporters, Anna Bell said the port was shut.";
    assert_eq!(claim(text, "port").channel, "press-conference");
}

#[test]
fn what_introduces_a_quotation_with_a_colon_is_its_channel() {
    for (words, channel) in [
        ("released the following statement", "statement"),
        ("issued a statement on Monday", "statement"),
        ("sent an email to staff", "email"),
        ("liked the letter and laughed", ""),
    ] {
        let text = format!("Anna Bell {words}: “We will not rest.”");
        assert_eq!(claim(&text, "rest").channel, channel, "{text}");
    }
}

#[test]
fn media_that_are_told_things_say_things_too() {
    let c = claim("Autosport reported that the port was shut.", "port");
    assert_eq!(
        (c.speaker.as_str(), c.channel.as_str()),
        ("Autosport", "media")
    );
    let c = claim(
        "Anna Bell told the Norvik Herald that the port was shut.",
        "port",
    );
    assert_eq!(
        (c.claim.as_str(), c.outlet.as_str()),
        ("the port was shut", "Norvik Herald")
    );
    let text = "The minister dismissed the rumours as “fake news”, according to Yonhap.";
    let c = claim(text, "fake");
    assert!(
        c.speaker.contains("minister") && c.outlet == "Yonhap",
        "{c:?}"
    );
}

#[test]
fn offices_keep_whose_they_are() {
    for name in [
        "NATO press service",
        "IDF Spokesperson's Office",
        "Shaoyang county government",
        "Kremlin press service",
    ] {
        let text = format!("The {name} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, name);
    }
}

#[test]
fn what_a_court_hears_is_nobodys_who_is_not_told() {
    let said = "Al Reed told the court it was cold.";
    for heard in ["The jury was told", "The court heard"] {
        let c = claim(&format!("{said} {heard} that the lock was shut."), "lock");
        let told = (c.speaker.as_str(), c.channel.as_str());
        assert_eq!(told, ("", "court-hearing"), "{heard}");
    }
    let text = format!("{said} Sue Rao, defending, said her client was ill.");
    assert_eq!(claim(&text, "client").channel, "court-hearing");
}

#[test]
fn who_is_asked_answers_in_the_same_sentence_too() {
    let asked = "Asked by prosecutor Tom Nicholson if he knew the lock, he said: “I built it.”";
    let text = format!("Paul Reed told the court he was at home. {asked}");
    assert_eq!(claim(&text, "built").speaker, "Paul Reed");
}

#[test]
fn a_file_in_front_hands_on_what_was_told() {
    let text = "According to the affidavit, Karl Horn told police that the lock was shut.";
    let c = claim(text, "lock");
    let told = (c.claim.as_str(), c.speaker.as_str(), c.channel.as_str());
    assert_eq!(told, ("the lock was shut", "Karl Horn", "court-filing"));
}

#[test]
fn a_quotation_may_begin_with_a_label() {
    let text = "\"FAKE NEWS: The clip is old,\" the ministry wrote on Telegram.";
    assert_eq!(claim(text, "clip").speaker, "ministry");
}

#[test]
fn where_somebody_works_or_what_a_committee_is_for_is_no_way() {
    let text = "“He is fit,” Dan Bigger, a pundit at ITV, said.";
    assert_eq!(claim(text, "fit").channel, "");
    let text = "Anna Horn, a Democrat on the banking committee, said the lock was shut.";
    assert_eq!(claim(text, "lock").channel, "");
    let text = "Giving evidence to MPs, Anna Horn said the lock was shut.";
    assert_eq!(claim(text, "lock").channel, "speech");
}

#[test]
fn what_is_regretted_is_no_way() {
    let text = "The minister voiced regret over the remarks.";
    assert_eq!(claim(text, "remarks").channel, "");
    let text = "The minister told reporters on Monday that the lock was shut.";
    assert_eq!(claim(text, "lock").channel, "press-conference");
}

#[test]
fn bodies_of_two_places_are_two() {
    for (one, other) in [
        ("Kent Police", "Essex Police"),
        ("Chicago Police", "Boston Police"),
        ("Paris Police", "Lyon Police"),
    ] {
        let text = format!("{one} said the port was shut. {other} said the lock was open.");
        assert_eq!(claim(&text, "port").speaker, one);
        assert_eq!(claim(&text, "lock").speaker, other);
    }
    let text = "The Russian embassy in Tehran said the port was shut. Moscow's embassy in Tehran said the lock was open.";
    assert_eq!(claim(text, "port").speaker, claim(text, "lock").speaker);
}

#[test]
fn a_body_is_told_of_again_by_its_country() {
    for (name, description, speaker) in [
        ("Equinor", "Norwegian company", "Equinor"),
        ("Equinor", "German company", "German company"),
        ("Stellantis", "Franco-Italian group", "Stellantis"),
        ("Shell", "London-based company", "Shell"),
    ] {
        let text =
            format!("{name} said the port was shut. The {description} said the lock was open.");
        assert_eq!(claim(&text, "lock").speaker, speaker, "{text}");
    }
}

#[test]
fn what_is_called_led_or_held_is_a_body() {
    for (text, speaker) in [
        (
            "Swiss drugmaker Valoris agreed to buy Lumira on Monday. The company said the port was shut.",
            "Valoris",
        ),
        (
            "Shares of Halden Foods fell on Monday. The company said the port was shut.",
            "Halden Foods",
        ),
        (
            "Tom Lind, chief executive of Norvik, left on Monday. The company said the port was shut.",
            "Norvik",
        ),
        (
            "Anna Bell met Lund in Norvik on Monday. The company said the port was shut.",
            "company",
        ),
    ] {
        assert_eq!(claim(text, "port").speaker, speaker, "{text}");
    }
}

#[test]
fn a_name_of_one_word_between_a_body_and_its_verb_is_its_name() {
    for (source, speaker) in [
        ("The drugmaker, Novagen, said", "Novagen"),
        ("The operator, Borderline, said", "Borderline"),
        ("The firm, Aker, confirmed", "Aker"),
        ("The company, on Monday, said", "company"),
    ] {
        let text = format!("{source} that the port was shut.");
        assert_eq!(claim(&text, "port").speaker, speaker, "{text}");
    }
}

#[test]
fn whom_somebody_does_something_to_is_not_who_speaks() {
    for (source, speaker) in [
        ("Astronomers using the James Webb telescope", "Astronomers"),
        ("Doctors treating Anna Horn", "Doctors"),
        ("Acting president Anna Horn", "Anna Horn"),
        ("The leading candidate Anna Horn", "Anna Horn"),
        ("The company's managing director Tom Lind", "Tom Lind"),
    ] {
        let text = format!("{source} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, speaker, "{text}");
    }
}

#[test]
fn given_names_that_are_words_are_names_behind_whom_they_name() {
    for (source, speaker) in [
        ("His wife, Grace, 34,", "Grace"),
        ("His son, Mark, 34,", "Mark"),
        ("The teacher, Faith, 40,", "Faith"),
    ] {
        let text = format!("Tom Lind left on Monday. {source} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, speaker, "{text}");
    }
}

#[test]
fn whose_campaign_office_or_mother_it_is_does_not_speak() {
    for source in [
        "campaign of former president Omar Kaya",
        "office of Israeli prime minister Omar Kaya",
        "mother of 12-year-old Anna Horn",
    ] {
        let text = format!("The {source} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, source);
    }
    for source in [
        "The leader of the opposition Omar Kaya",
        "The head of the council Omar Kaya",
    ] {
        let text = format!("{source} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, "Omar Kaya", "{text}");
    }
}

#[test]
fn companies_have_their_legal_forms() {
    for (source, speaker) in [
        ("Kelmer A/S", "Kelmer A/S"),
        ("Apple, Inc.", "Apple"),
        ("Norvik & Sons", "Norvik & Sons"),
        ("ING Groep NV", "ING"),
        ("Equinor ASA", "Equinor"),
    ] {
        let text = format!("{source} said the port was shut.");
        assert_eq!(claim(&text, "port").speaker, speaker);
    }
}

#[test]
fn a_kind_of_medium_has_its_name_behind_it() {
    for (source, told) in [
        ("Telegram channel Shot", ("telegram", "")),
        ("newspaper Dobra Vest", ("media", "Dobra Vest")),
    ] {
        let c = claim(&format!("The {source} said the port was shut."), "port");
        assert_eq!((c.channel.as_str(), c.outlet.as_str()), told);
    }
}
