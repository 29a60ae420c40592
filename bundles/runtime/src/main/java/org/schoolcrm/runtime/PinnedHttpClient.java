package org.schoolcrm.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.PublicHttp;

/**
 * An HTTP client safe from server-side request forgery: it resolves a name once, refuses it unless every address is
 * public, and connects to the resolved address, so that a second DNS answer cannot redirect it.
 */
public final class PinnedHttpClient implements PublicHttp {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int STATUS_LINE_LIMIT = 1_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final boolean privateToo;
    private final Resolver resolver;

    /** @param privateToo allows private addresses and plain HTTP */
    public PinnedHttpClient(boolean privateToo) {
        this(privateToo, InetAddress::getAllByName);
    }

    PinnedHttpClient(boolean privateToo, Resolver resolver) {
        this.privateToo = privateToo;
        this.resolver = resolver;
    }

    /** Resolves host names. */
    @FunctionalInterface
    interface Resolver {

        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        var uri = call.uri();
        boolean secure = "https".equals(uri.getScheme());
        if (!secure && !(privateToo && "http".equals(uri.getScheme()))) {
            return HttpAnswer.notSent("only https is called");
        }
        var host = uri.getHost();
        if (host == null) {
            return HttpAnswer.notSent("there is no host");
        }
        InetAddress[] addresses;
        try {
            addresses = resolver.addressesOf(host);
        } catch (UnknownHostException e) {
            return HttpAnswer.notSent("there is no such host");
        }
        if (!privateToo && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            return HttpAnswer.notSent("the host is not on the public network");
        }
        try (var plain = new Socket()) {
            int port = uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS : HTTP;
            try {
                plain.connect(new InetSocketAddress(addresses[0], port), CONNECT_MILLIS);
            } catch (IOException e) {
                return HttpAnswer.notSent("no connection: " + e.getMessage());
            }
            return exchange(plain, call, secure);
        } catch (IOException e) {
            return HttpAnswer.noAnswer(String.valueOf(e.getMessage()));
        }
    }

    private static HttpAnswer exchange(Socket plain, HttpCall call, boolean secure) throws IOException {
        long deadline = System.nanoTime() + call.timeout().toNanos();
        plain.setSoTimeout((int) call.timeout().toMillis());
        var socket = secure ? secured(plain, call.uri()) : plain;
        var out = socket.getOutputStream();
        out.write(head(call));
        out.write(call.body());
        out.flush();
        var status = STATUS.matcher(firstLine(plain, socket.getInputStream(), deadline));
        return status.matches()
                ? new HttpAnswer(HttpAnswer.Kind.ANSWERED, Integer.parseInt(status.group(1)), Map.of(), new byte[0], "")
                : HttpAnswer.noAnswer("no HTTP");
    }

    /** Verifies the certificate against the name, not the address. */
    private static SSLSocket secured(Socket plain, URI uri) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, uri.getHost(), plain.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] head(HttpCall call) {
        var uri = call.uri();
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder(
                        call.method() + " " + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getRawAuthority())
                .append("\r\nConnection: close\r\nContent-Length: ")
                .append(call.body().length)
                .append("\r\n");
        call.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Within the deadline, however slowly the bytes arrive. */
    private static String firstLine(Socket plain, InputStream in, long deadline) throws IOException {
        var line = new ByteArrayOutputStream();
        while (line.size() < STATUS_LINE_LIMIT) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("no answer in time");
            }
            plain.setSoTimeout((int) left);
            int next = in.read();
            if (next < 0 || next == '\n') {
                break;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }
}
