package org.schoolcrm.acquiring.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** What requests to banks have in common. */
public final class BankRequests {

    private static final ZoneOffset MOSCOW = ZoneOffset.ofHours(3);

    private BankRequests() {}

    /** Trusts the certificates of the account's settings, if there are any, and leaves the own network alone. */
    public static HttpAnswer send(HttpExchange http, MerchantAccount account, HttpCall request) {
        return http.send(
                request.trusting(account.setting(BankSettings.TRUST.name(), "")).toPublicOnly());
    }

    public static HttpCall withBasicAuthorization(HttpCall request, String user, String password) {
        var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return request.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** An id as a part of a URL. */
    public static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** To the second, by the clocks of Russian banks. */
    public static OffsetDateTime moscowTime(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).atOffset(MOSCOW);
    }
}
