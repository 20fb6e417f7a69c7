"""Words about agreements and parties."""

from tracker.vocab.word import Word


class CeasefireClass(Word):
    CESSATION = "cessation_of_hostilities", "Cessation of hostilities"
    PRELIMINARY = "preliminary", "Preliminary ceasefire"
    DEFINITIVE = "definitive", "Definitive ceasefire"


class DeclarationKind(Word):
    ANNOUNCES = "announces", "announces"
    SIGNS = "signs", "signs"
    ACCEPTS = "accepts", "accepts"
    SUPPORTS = "supports", "supports"
    WARNS = "warns", "warns"
    EXTENDS = "extends", "extends"
    SUSPENDS = "suspends", "suspends"
    RESUMES = "resumes", "resumes"
    REJECTS = "rejects", "rejects"
    WITHDRAWS = "withdraws", "withdraws"
    STATES = "states", "states"
    TAKES_EFFECT = "takes_effect", "takes effect"


class PartyKind(Word):
    STATE_FORCES = "state_forces", "State forces"
    GOVERNMENT = "government", "Government"
    REBEL_GROUP = "rebel_group", "Rebel group"
    POLITICAL_MILITIA = "political_militia", "Political militia"
    IDENTITY_MILITIA = "identity_militia", "Identity militia"
    CIVILIANS = "civilians", "Civilians"
    EXTERNAL_FORCES = "external_forces", "External or other forces"
    UMBRELLA = "umbrella", "Umbrella or collective"
    INTERNATIONAL_ORGANISATION = "international_organisation", "International organisation"
    MONITOR = "monitor", "Monitor"


class AliasKind(Word):
    OFFICIAL = "official", "Official"
    FORMER = "former", "Former"
    ACRONYM = "acronym", "Acronym"
    TRANSLITERATION = "transliteration", "Transliteration"
    GENERIC = "generic", "Generic"
    SPEAKER_RELATIVE = "speaker_relative", "Depends on the speaker"
    HOSTILE = "hostile", "Hostile wording"


class MembershipKind(Word):
    MEMBER = "member", "is a member of"
    ALLY = "ally", "is allied with"
    SPLINTER = "splinter", "split from"
    MERGED_INTO = "merged_into", "merged into"
    RENAMED_TO = "renamed_to", "was renamed to"


class RoleKind(Word):
    SIGNATORY = "signatory", "Signatory"
    ADHERENT = "adherent", "Adherent"
    GUARANTOR = "guarantor", "Guarantor"
    MEDIATOR = "mediator", "Mediator"
    HOST = "host", "Host"
    MONITOR = "monitor", "Monitor"
    SUPPORTER = "supporter", "Supporter"
    EXCLUDED = "excluded", "Excluded"
    NON_SIGNATORY = "non_signatory", "Non-signatory"


class Standing(Word):
    ESTABLISHED = "established", "established"
    CLAIMED = "claimed", "claimed, not established"
    DISPUTED = "disputed", "disputed"
