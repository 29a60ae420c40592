package org.schoolcrm.pay.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.billing.api.InvoiceOpenings;

/**
 * The style sheet of the pages. An invoice's page has it at an address of its own: browsers load it, previews of links do
 * not, so that whoever asks for it there has the invoice before him.
 */
public final class StyleSheet {

    static final String ADDRESS = "/i/style.css";

    private static final byte[] CONTENT = read();
    private static final String HASH = hash().substring(0, 16);
    private static final Pattern OF_INVOICE = Pattern.compile("/([A-Za-z0-9_-]{22})/style-[0-9a-f]{16}\\.css");
    private static final String FOR_A_YEAR = "private, max-age=31536000, immutable";

    private final List<InvoiceOpenings> openings;

    public StyleSheet(List<InvoiceOpenings> openings) {
        this.openings = openings;
    }

    /** Another text has another address, so that it may be kept for ever. */
    static String addressFor(String token) {
        return "/i/" + token + "/style-" + HASH + ".css";
    }

    boolean serves(String path) {
        return path.equals("/style.css") || OF_INVOICE.matcher(path).matches();
    }

    /** A browser that keeps it is not heard of again, so it may keep it only if the opening is kept too. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var invoice = OF_INVOICE.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
        var caching = "public, max-age=3600";
        if (invoice.matches()) {
            boolean counts = request.getMethod().equals("GET");
            caching = counts && isKept(invoice.group(1)) ? FOR_A_YEAR : "no-store";
        }
        response.setContentType("text/css; charset=utf-8");
        response.setHeader("Cache-Control", caching);
        response.setContentLength(CONTENT.length);
        response.getOutputStream().write(CONTENT);
    }

    private boolean isKept(String token) {
        try {
            return openings.stream().anyMatch(one -> one.opened(token));
        } catch (ServiceUnavailableException e) {
            return false;
        }
    }

    private static byte[] read() {
        try (var file = StyleSheet.class.getResourceAsStream("/pages/style.css")) {
            if (file == null) {
                throw new FileNotFoundException("pages/style.css");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
