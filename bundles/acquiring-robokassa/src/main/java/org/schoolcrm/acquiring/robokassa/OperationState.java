package org.schoolcrm.acquiring.robokassa;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What {@code OpStateExt} answers.
 *
 * @param result 0 if the state is there, 3 if the payer never opened the form
 * @param ordered the sum that we asked for, from our own field
 * @param paid the sum that the payer paid, which may contain a fee
 */
record OperationState(String result, String state, String ordered, String paid, String key) {

    private static final String NAMESPACE = "http://merchant.roboxchange.com/WebService/";

    /** Without DTDs and whatever else a document could bring along. */
    static Optional<OperationState> read(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return Optional.of(builder.parse(new ByteArrayInputStream(xml))).flatMap(OperationState::of);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<OperationState> of(Document document) {
        var root = document.getDocumentElement();
        if (root == null || !"OperationStateResponse".equals(root.getLocalName())) {
            return Optional.empty();
        }
        return Optional.of(new OperationState(
                text(root, "Result", "Code"),
                text(root, "State", "Code"),
                ordered(root),
                text(root, "Info", "IncSum"),
                text(root, "Info", "OpKey")));
    }

    private static String text(Element root, String parent, String child) {
        var parents = root.getElementsByTagNameNS(NAMESPACE, parent);
        if (parents.getLength() != 1) {
            return "";
        }
        var children = ((Element) parents.item(0)).getElementsByTagNameNS(NAMESPACE, child);
        return children.getLength() == 0
                ? ""
                : children.item(0).getTextContent().trim();
    }

    private static String ordered(Element root) {
        var fields = root.getElementsByTagNameNS(NAMESPACE, "Field");
        for (int i = 0; i < fields.getLength(); i++) {
            var field = (Element) fields.item(i);
            var name = field.getElementsByTagNameNS(NAMESPACE, "Name");
            var value = field.getElementsByTagNameNS(NAMESPACE, "Value");
            if (name.getLength() == 1
                    && value.getLength() == 1
                    && name.item(0).getTextContent().trim().equalsIgnoreCase("Shp_sum")) {
                return value.item(0).getTextContent().trim();
            }
        }
        return "";
    }

    /** What is no document is an answer like any other. */
    private static final class Silent extends DefaultHandler {

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
