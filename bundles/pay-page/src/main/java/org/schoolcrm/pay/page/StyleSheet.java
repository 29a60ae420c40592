package org.schoolcrm.pay.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import javax.servlet.http.HttpServletResponse;

/** The page's one style sheet. */
final class StyleSheet {

    private StyleSheet() {}

    static void send(HttpServletResponse response) throws IOException {
        response.setContentType("text/css; charset=utf-8");
        response.setHeader("Cache-Control", "public, max-age=3600");
        try (var file = StyleSheet.class.getResourceAsStream("/pages/style.css")) {
            if (file == null) {
                throw new FileNotFoundException("pages/style.css");
            }
            file.transferTo(response.getOutputStream());
        }
    }
}
