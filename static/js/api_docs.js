/* The description of the API (templates/api_docs.html), drawn by Swagger from our own schema. What is tried goes out as
   the person who has signed in: Swagger sends the token against forged requests that every form of ours carries. */

"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("api-docs");
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    docExpansion: "none",
    filter: true,
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (!["GET", "HEAD"].includes(request.method)) request.headers["X-CSRFToken"] = token();
      return request;
    },
  });
});
