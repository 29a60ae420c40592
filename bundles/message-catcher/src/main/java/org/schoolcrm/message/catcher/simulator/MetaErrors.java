package org.schoolcrm.message.catcher.simulator;

import java.util.Map;

/** Errors of the Graph API that sending and templates run into. */
final class MetaErrors {

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(4, "Application request limit reached"),
            Map.entry(100, "Invalid parameter"),
            Map.entry(190, "Invalid OAuth access token - Cannot parse access token"),
            Map.entry(368, "Temporarily blocked for policies violations"),
            Map.entry(130429, "Rate limit hit"),
            Map.entry(131000, "Something went wrong"),
            Map.entry(131016, "Service unavailable"),
            Map.entry(131026, "Message undeliverable"),
            Map.entry(131031, "Business Account locked"),
            Map.entry(131042, "Business eligibility payment issue"),
            Map.entry(131047, "Re-engagement message"),
            Map.entry(131048, "Spam rate limit hit"),
            Map.entry(131050, "User has stopped marketing messages"),
            Map.entry(131056, "(Business Account, Consumer Account) pair rate limit hit"),
            Map.entry(132000, "Number of parameters does not match the expected number of params"),
            Map.entry(132001, "Template name does not exist in the translation"),
            Map.entry(132005, "Translated text too long"),
            Map.entry(132012, "Parameter format does not match format in the created template"),
            Map.entry(132015, "Template is paused"),
            Map.entry(132016, "Template is disabled"));

    private MetaErrors() {}

    static String title(int code) {
        return TEXTS.getOrDefault(code, "Unknown error");
    }

    static ProviderAnswer of(int status, int code, String details) {
        return ProviderAnswer.json(
                status,
                Json.object(
                        "error",
                        Json.object(
                                "message",
                                "(#" + code + ") " + title(code),
                                "type",
                                "OAuthException",
                                "code",
                                code,
                                "error_data",
                                Json.object("messaging_product", "whatsapp", "details", details),
                                "fbtrace_id",
                                "Az8or2yhqkZfEZ-_4Qn_Bam")));
    }

    static ProviderAnswer of(int status, int code) {
        return of(status, code, title(code));
    }
}
