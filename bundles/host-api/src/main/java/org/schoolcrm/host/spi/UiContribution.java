package org.schoolcrm.host.spi;

import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a bundle adds to the CRM's own pages. Offered as an OSGi service; the CRM shows it while the service is there
 * and serves its files under {@code /ui/x/<bundle>/<version>/…}.
 */
@ConsumerType
public interface UiContribution {

    /** The name of the bundle, such as {@code ui-kit}. */
    String bundle();

    /** Changes whenever a file does, so that files may be cached for ever. */
    String version();

    /** Bare module names that pages may import, each with the file that answers to it. */
    Map<String, String> modules();

    List<UiExtension> extensions();

    /** The file at the path, or null where there is none. */
    @Nullable
    URL file(String path);
}
