package org.schoolcrm.rest.mailing;

import io.nayuki.qrcodegen.QrCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A link as a QR code. */
final class LinkCode {

    private static final int MARGIN = 4;

    private LinkCode() {}

    /** A picture in an address of its own, that a page can show without asking anybody for it. */
    static String of(URI link) {
        var code = QrCode.encodeText(link.toASCIIString(), QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 2 * MARGIN;
        var picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"m0 0h" + side + "v" + side
                + "H0z\"/><path d=\"" + path + "\"/></svg>";
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(picture.getBytes(StandardCharsets.US_ASCII));
    }
}
