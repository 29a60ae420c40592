package org.schoolcrm.host.spi;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a bundle adds to the CRM's own pages. Offered as an OSGi service; the CRM shows it while the service is there
 * and serves the files of the bundle's {@code /ui} folder under {@code /ui/x/<bundle>/<version>/…}.
 */
@ConsumerType
public interface UiContribution {

    /** Bare module names that pages may import, each with the file in {@code /ui} that answers to it. */
    Map<String, String> modules();

    List<UiExtension> extensions();
}
