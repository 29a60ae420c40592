package org.schoolcrm.pay.page;

import java.io.IOException;
import javax.servlet.http.HttpServletResponse;
import org.schoolcrm.billing.api.issuer.Logo;

/** What the page consists of or leads to besides itself. */
final class Files {

    private Files() {}

    /** A picture under its hash never changes. */
    static void send(HttpServletResponse response, Logo logo) throws IOException {
        response.setContentType(logo.type());
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.getOutputStream().write(logo.content());
    }

    static void send(HttpServletResponse response, byte[] pdf, String number) throws IOException {
        var name = "invoice-" + number.replaceAll("[^0-9A-Za-z-]", "-") + ".pdf";
        response.setContentType("application/pdf");
        response.setHeader("Content-Disposition", "inline; filename=\"" + name + "\"");
        response.setContentLength(pdf.length);
        response.getOutputStream().write(pdf);
    }
}
