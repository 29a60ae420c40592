package org.schoolcrm.webhooks;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.provider.api.RawWebhook;

/**
 * A call as the container received it. JAX-RS is shown its path and whether it is a GET or a POST, and nothing that it could
 * interpret: no header, no query, no body.
 */
final class RawCall extends HttpServletRequestWrapper {

    private static final String MESSAGES = MessageHooks.ADDRESS + "/";
    private static final int LIMIT = 64 * 1024;
    /** Providers of messages tell of many in one call. */
    private static final int LIMIT_OF_MESSAGES = 1024 * 1024;

    private static final byte[] UNREAD = {};

    private final HttpServletRequest call;
    private final boolean ofMessages;
    private final String[] address;
    private final byte[] body;

    private RawCall(HttpServletRequest call, boolean ofMessages, String[] address, byte[] body) {
        super(call);
        this.call = call;
        this.ofMessages = ofMessages;
        this.address = address;
        this.body = body;
    }

    /** Reads the body, unless the call is refused without it. */
    static RawCall read(HttpServletRequest call) throws IOException {
        var path = Objects.requireNonNullElse(call.getPathInfo(), "");
        boolean ofMessages = path.startsWith(MESSAGES);
        var address = (ofMessages ? path.substring(MESSAGES.length() - 1) : path).split("/", 5);
        boolean read = isOfAccount(address) && isGetOrPost(call);
        return new RawCall(
                call, ofMessages, address, read ? call.getInputStream().readNBytes(limit(ofMessages) + 1) : UNREAD);
    }

    private static int limit(boolean ofMessages) {
        return ofMessages ? LIMIT_OF_MESSAGES : LIMIT;
    }

    /** Whether the address is {@code [/messages]/<provider>/<key>[/<type>]}. */
    boolean isOfAccount() {
        return isOfAccount(address);
    }

    boolean isTooLarge() {
        return body.length > limit(ofMessages);
    }

    String provider() {
        return address[1];
    }

    String key() {
        return address[2];
    }

    RawWebhook webhook(Instant now) {
        Map<String, String> headers = new HashMap<>();
        Collections.list(call.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), call.getHeader(name)));
        return new RawWebhook(
                call.getMethod(),
                address.length == 4 ? address[3] : "",
                Objects.requireNonNullElse(call.getQueryString(), ""),
                headers,
                body,
                call.getRemoteAddr(),
                now);
    }

    /** Every verb but two is one that no resource has; JAX-RS would answer some of them by itself. */
    @Override
    public String getMethod() {
        return isGetOrPost(call) ? call.getMethod() : "PUT";
    }

    /** One address for all banks and one for all message providers; {@link #provider} and {@link #key} name the account. */
    @Override
    public String getRequestURI() {
        return call.getContextPath() + call.getServletPath() + getPathInfo();
    }

    @Override
    @SuppressWarnings("JdkObsolete")
    public StringBuffer getRequestURL() {
        return new StringBuffer("http://localhost").append(getRequestURI());
    }

    @Override
    public String getPathInfo() {
        return ofMessages ? MessageHooks.ADDRESS : BankHooks.ADDRESS;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.emptyEnumeration();
    }

    private static boolean isOfAccount(String[] address) {
        return address.length == 3 || address.length == 4;
    }

    private static boolean isGetOrPost(HttpServletRequest call) {
        return call.getMethod().equals("POST") || call.getMethod().equals("GET");
    }
}
